package dev.viduroutes.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits the open connections: one too many, and the oldest is closed. A call takes milliseconds, so the oldest
 * is one that holds on for nothing, and a caller that opens many closes its own. A connection is closed, too, if its call
 * does not come in whole in time, however steadily it trickles in.
 */
final class ConnectionLimiter {

    private final Vertx vertx;
    private final int most;
    private final long longestMillis;
    /** The oldest first, each with the timer that closes it. */
    private final Map<HttpConnection, Long> open = new LinkedHashMap<>();

    /** @param longest from the connection, or from the end of the call before, to the last byte of the next call */
    ConnectionLimiter(Vertx vertx, int most, Duration longest) {
        this.vertx = vertx;
        this.most = most;
        longestMillis = longest.toMillis();
    }

    void admit(HttpConnection newcomer) {
        newcomer.closeHandler(closed -> leave(newcomer));
        makeRoom(newcomer);
    }

    private void makeRoom(HttpConnection newcomer) {
        HttpConnection tooMany = enter(newcomer);
        if (tooMany != newcomer) {
            tooMany.close();
        }
    }

    /** The time for the next call of a connection begins when this one has come in whole. */
    void watch(HttpServerRequest call) {
        call.end().onSuccess(whole -> prolong(call.connection()));
    }

    /**
     * Counts no time of this call's connection until its answer has ended: that is bounded by what its reader takes. And nobody
     * who opens many connections closes it.
     */
    StreamedAnswer stream(HttpServerRequest call) {
        HttpConnection connection = call.connection();
        leave(connection);
        StreamedAnswer answer = new StreamedAnswer(call.response());
        answer.onClose(() -> makeRoom(connection));
        return answer;
    }

    /** @return the one that must leave, or the newcomer itself if there is room */
    private synchronized HttpConnection enter(HttpConnection newcomer) {
        open.put(newcomer, closeInTime(newcomer));
        if (open.size() <= most) {
            return newcomer;
        }
        Iterator<HttpConnection> oldest = open.keySet().iterator();
        HttpConnection leaving = oldest.next();
        oldest.remove();
        return leaving;
    }

    private long closeInTime(HttpConnection connection) {
        return vertx.setTimer(longestMillis, late -> {
            // One that came back from a stream may be closed already: nobody would hear of it again.
            leave(connection);
            connection.close();
        });
    }

    private synchronized void prolong(HttpConnection connection) {
        Long timer = open.get(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
            open.put(connection, closeInTime(connection));
        }
    }

    private synchronized void leave(HttpConnection gone) {
        Long timer = open.remove(gone);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** @return how many connections are open */
    synchronized int count() {
        return open.size();
    }
}
