package dev.viduroutes.console;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.server.StreamedAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of server-sent events: one each second, made once for all who listen, and not at all while nobody does. Who has not taken the
 * event before gets none in between. All of it happens on the event loop of the server.
 */
final class EventStreams {

    static final int MOST = 8;

    private static final Logger LOG = LoggerFactory.getLogger("vidu.console");
    private static final long INTERVAL_MILLIS = 1_000;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final Callable<Buffer> event;
    private final List<Listener> listeners = new ArrayList<>();
    private long timer = -1;
    private boolean making;

    /** @param event what is told; asked for on a thread that may wait */
    EventStreams(Vertx vertx, WorkerExecutor workers, Callable<Buffer> event) {
        this.vertx = vertx;
        this.workers = workers;
        this.event = event;
    }

    private static final class Listener {
        private final StreamedAnswer answer;
        private Future<Void> last = Future.succeededFuture();

        private Listener(StreamedAnswer answer) {
            this.answer = answer;
        }

        void tell(Buffer event) {
            if (last.isComplete()) {
                last = answer.write(event);
            }
        }
    }

    /** @throws ConsoleRefusal if as many listen as may */
    ConsoleAnswer answer() throws ConsoleRefusal {
        synchronized (this) {
            if (listeners.size() >= MOST) {
                throw new ConsoleRefusal(
                        ConsoleRefusal.UNAVAILABLE, MOST + " pages listen already; ask /api/now every few seconds");
            }
        }
        return ConsoleAnswer.streamed(ConsoleAnswer.OK, "text/event-stream", this::listen);
    }

    private synchronized void listen(StreamedAnswer answer) {
        if (listeners.size() >= MOST) {
            answer.close();
            return;
        }
        Listener listener = new Listener(answer);
        listeners.add(listener);
        answer.onClose(() -> leave(listener));
        answer.response().setChunked(true);
        // Whoever loses the gateway asks again in a second.
        listener.tell(Buffer.buffer("retry: 1000\n\n"));
        if (timer < 0) {
            timer = vertx.setPeriodic(INTERVAL_MILLIS, tick -> tick());
        }
        tick();
    }

    private synchronized void leave(Listener gone) {
        listeners.remove(gone);
        if (listeners.isEmpty() && timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    private synchronized void tick() {
        if (!making) {
            making = true;
            workers.executeBlocking(event, false)
                    .onSuccess(this::tell)
                    .onFailure(failed -> LOG.debug("there is no event to tell: {}", SanitizedText.of(failed)))
                    .onComplete(made -> done());
        }
    }

    private synchronized void tell(Buffer json) {
        Buffer framed = Buffer.buffer("data: ").appendBuffer(json).appendString("\n\n");
        List.copyOf(listeners).forEach(listener -> listener.tell(framed));
    }

    private synchronized void done() {
        making = false;
    }

    /** @return how many listen */
    synchronized int count() {
        return listeners.size();
    }
}
