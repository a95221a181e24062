package dev.viduroutes.server;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer that may take as long as it likes, while its reader takes something of it now and then: the server closes a connection
 * that takes nothing of what is written to it.
 */
public final class StreamedAnswer {

    private final HttpServerResponse response;
    private final List<Runnable> ends = new ArrayList<>();

    StreamedAnswer(HttpServerResponse response) {
        this.response = response;
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
     * Writes more; one part at a time, so that little is kept for a slow reader.
     *
     * @return done once the system has taken it; failed if the reader went away, or was closed for taking nothing
     */
    public Future<Void> write(Buffer part) {
        return response.write(part);
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
