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
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of server-sent events: one each second, made once for all who listen, and not at all while nobody does. Who has not taken the
 * event before gets none in between. A stream ends with the login that it
 * began with.
 */
final class EventStreams {

    static final int MOST = 8;

    private static final Logger LOG = LoggerFactory.getLogger("vidu.console");
    private static final long INTERVAL_MILLIS = 1_000;

    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final Callable<Buffer> event;
    private final List<Listener> listeners = new ArrayList<>();
    /** Places of those who listen, or will once their answer has begun. */
    private int taken;

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
        private final BooleanSupplier isLoggedIn;
        private Future<Void> last = Future.succeededFuture();

        private Listener(StreamedAnswer answer, BooleanSupplier isLoggedIn) {
            this.answer = answer;
            this.isLoggedIn = isLoggedIn;
        }

        void tell(Buffer event) {
            if (last.isComplete()) {
                last = answer.write(event);
            }
        }
    }

    /** What is told, and who may hear it no more. */
    private record Round(Buffer event, List<Listener> loggedOut) {}

    /** @throws ConsoleRefusal if as many listen as may */
    synchronized ConsoleAnswer answer(Caller caller) throws ConsoleRefusal {
        if (taken == MOST) {
            throw new ConsoleRefusal(
                    ConsoleRefusal.UNAVAILABLE, MOST + " pages listen already; ask /api/now every few seconds");
        }
        taken++;
        return ConsoleAnswer.streamed(ConsoleAnswer.OK, "text/event-stream", new ConsoleAnswer.Stream() {
            @Override
            public void begin(StreamedAnswer to) {
                listen(to, caller.isLoggedIn());
            }

            @Override
            public void abandon() {
                free();
            }
        });
    }

    private synchronized void free() {
        taken--;
    }

    private synchronized void listen(StreamedAnswer answer, BooleanSupplier isLoggedIn) {
        Listener listener = new Listener(answer, isLoggedIn);
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
        if (listeners.remove(gone)) {
            taken--;
        }
        if (listeners.isEmpty() && timer >= 0) {
            vertx.cancelTimer(timer);
            timer = -1;
        }
    }

    private synchronized void tick() {
        if (!making) {
            making = true;
            List<Listener> asked = List.copyOf(listeners);
            workers.executeBlocking(() -> round(asked), false)
                    .onSuccess(this::tell)
                    .onFailure(failed -> LOG.debug("there is no event to tell: {}", SanitizedText.of(failed)))
                    .onComplete(made -> done());
        }
    }

    private Round round(List<Listener> asked) throws Exception {
        List<Listener> loggedOut = asked.stream()
                .filter(listener -> !listener.isLoggedIn.getAsBoolean())
                .toList();
        return new Round(event.call(), loggedOut);
    }

    private synchronized void tell(Round round) {
        round.loggedOut().forEach(listener -> listener.answer.close());
        Buffer framed = Buffer.buffer("data: ").appendBuffer(round.event()).appendString("\n\n");
        List.copyOf(listeners).stream()
                .filter(listener -> !round.loggedOut().contains(listener))
                .forEach(listener -> listener.tell(framed));
    }

    private synchronized void done() {
        making = false;
    }

    /** @return how many listen */
    synchronized int count() {
        return listeners.size();
    }
}
