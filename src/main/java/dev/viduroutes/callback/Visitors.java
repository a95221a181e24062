package dev.viduroutes.callback;

import io.vertx.core.http.HttpConnection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The open connections, so many at most: one more, and the oldest is closed. A callback takes milliseconds, so that the
 * oldest is one that holds on for nothing, and whoever opens many only closes their own.
 */
final class Visitors {

    private final int most;
    private final Set<HttpConnection> open = new LinkedHashSet<>();

    Visitors(int most) {
        this.most = most;
    }

    void admit(HttpConnection newcomer) {
        newcomer.closeHandler(closed -> leave(newcomer));
        HttpConnection tooMany = enter(newcomer);
        if (tooMany != newcomer) {
            tooMany.close();
        }
    }

    /** @return the one that must leave, or the newcomer itself if there is room */
    private synchronized HttpConnection enter(HttpConnection newcomer) {
        open.add(newcomer);
        if (open.size() <= most) {
            return newcomer;
        }
        Iterator<HttpConnection> oldest = open.iterator();
        HttpConnection leaving = oldest.next();
        oldest.remove();
        return leaving;
    }

    private synchronized void leave(HttpConnection gone) {
        open.remove(gone);
    }

    /** @return how many connections are open */
    synchronized int count() {
        return open.size();
    }
}
