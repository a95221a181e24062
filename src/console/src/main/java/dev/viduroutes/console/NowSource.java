package dev.viduroutes.console;

import dev.viduroutes.live.CallSecond;
import dev.viduroutes.live.LiveView;
import dev.viduroutes.live.Now;
import dev.viduroutes.live.NowReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Who says how it is now. */
interface NowSource {

    Now now() throws SQLException;

    /**
     * @param account empty for all
     * @return its calls, second by second; none if nobody here knows them
     * @throws IllegalArgumentException if there is no such account
     */
    List<CallSecond> calls(String account, Duration span);

    /** @param live asked for each time: a context that starts anew has another one */
    static NowSource ofGateway(Supplier<LiveView> live) {
        return new NowSource() {
            @Override
            public Now now() {
                return live.get().snapshot();
            }

            @Override
            public List<CallSecond> calls(String account, Duration span) {
                return live.get().calls(account, span);
            }
        };
    }

    /** The journal alone, which knows of no calls. */
    static NowSource ofJournal(NowReader journal) {
        return new NowSource() {
            @Override
            public Now now() throws SQLException {
                return journal.read();
            }

            @Override
            public List<CallSecond> calls(String account, Duration span) {
                return List.of();
            }
        };
    }
}
