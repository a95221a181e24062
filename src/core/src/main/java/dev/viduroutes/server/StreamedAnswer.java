package dev.viduroutes.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer that may take as long as it likes, while its reader takes something of it now and then: one that takes nothing for as
 * long as a call may last is closed.
 */
public final class StreamedAnswer {

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final long longestMillis;
    private final List<Runnable> ends = new ArrayList<>();

    StreamedAnswer(Vertx vertx, HttpServerResponse response, long longestMillis) {
        this.vertx = vertx;
        this.response = response;
        this.longestMillis = longestMillis;
        response.endHandler(ended -> ends.forEach(Runnable::run));
    }

    /** Has this run once it has ended, in whatever way; to be called on the thread that the answer was given on. */
    public void onClose(Runnable end) {
        ends.add(end);
    }

    /** @return its head, to be written before anything else */
    public HttpServerResponse response() {
        return response;
    }

    /**
     * Writes more.
     *
     * @return done once the system has taken it; failed if the reader went away, or was closed for taking nothing
     */
    public Future<Void> write(Buffer part) {
        long timer = vertx.setTimer(longestMillis, late -> close());
        return response.write(part).onComplete(taken -> vertx.cancelTimer(timer));
    }

    /** Ends it as it should; the connection may have another call. */
    public void end() {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }

    /** Breaks it off: the reader sees that it is not whole. */
    public void close() {
        response.reset();
    }

    /** @return whether nobody reads any more */
    public boolean isClosed() {
        return response.closed();
    }
}
