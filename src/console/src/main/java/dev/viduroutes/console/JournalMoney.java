package dev.viduroutes.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.viduroutes.live.AccountNow;
import dev.viduroutes.live.CapNow;
import dev.viduroutes.live.Now;
import dev.viduroutes.live.NowReader;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;

/** What the journal alone knows of caps and balances. */
final class JournalMoney implements MoneyLeft {

    private final NowReader journal;

    JournalMoney(NowReader journal) {
        this.journal = journal;
    }

    @Override
    public void put(ArrayNode caps, ArrayNode balances) throws SQLException {
        Now now = journal.read();
        now.spent().caps().forEach(cap -> put(caps, cap));
        now.accounts().forEach(account -> put(balances, account, now));
    }

    private static void put(ArrayNode caps, CapNow cap) {
        caps.addObject()
                .put("setting", cap.key())
                .put("project", cap.project())
                .put("unit", cap.unit())
                .put("limit", cap.limit())
                .put("spent", cap.spent())
                .put("left", cap.limit().subtract(cap.spent()).max(BigDecimal.ZERO));
    }

    /** Only who sets a floor has it asked for. */
    private static void put(ArrayNode balances, AccountNow account, Now now) {
        if (account.balance().isPresent() && account.balanceAt().isPresent()) {
            balances.addObject()
                    .put("account", account.name())
                    .put("usd", account.balance().get().amount().doubleValue())
                    .put(
                            "ageSeconds",
                            Duration.between(account.balanceAt().get(), now.at())
                                    .toSeconds());
        }
    }
}
