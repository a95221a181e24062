package dev.viduroutes.queue;

import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.outage.OutageLog;
import dev.viduroutes.settings.QueueSettings;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * A bulkhead around endpoints of other people's choice: they are called on threads for this kind of call alone, so that one
 * that neither takes a message nor fails holds up what goes there, and nothing else. After the call the exchange goes on on
 * the gateway's own threads.
 *
 * <p>The endpoint gets a copy of the exchange. It may be a route of a host: an error handler that gave up there would keep
 * the gateway's own from trying again, and a {@code stop} or a failure that counts as handled would end the gateway's route
 * before the message has its reply.
 */
public final class Bulkhead implements StopListener, AutoCloseable {

    /** So long has a call at a stop, before its message is given back. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** What takes longer than any time-out of the clients is worth a line. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final BulkheadThreadPool threads;
    private final Executor afterwards;
    private final Set<IsolatedCall> underWay = ConcurrentHashMap.newKeySet();
    private final OutageLog outages;
    private final Duration longest;
    private volatile boolean stopping;

    /** For the beans of the routes: replies. Each message in flight may wait for one, and another one's was given up. */
    public static Bulkhead ofReplies(Settings settings, WorkerPool pool) {
        int threads = 2 * (inFlight(settings.jms()) + inFlight(settings.amqp()));
        return new Bulkhead("reply", threads, pool, outages("reply", "messages wait for it"), Timeout.NEVER);
    }

    /** For the beans of the routes: outcomes that no message asked to be sent elsewhere. */
    public static Bulkhead ofOutcomes(Settings settings, WorkerPool pool) {
        OutageLog outages = outages("endpoint=vidu.outcome.uri", "outcomes wait for it");
        return new Bulkhead("outcome", settings.process().threads(), pool, outages, LONG);
    }

    /** For the beans of the routes: dead letters. */
    public static Bulkhead ofDeadLetters(Settings settings, WorkerPool pool) {
        OutageLog outages = outages("endpoint=vidu.dead-letter.uri", "dead letters wait for it");
        return new Bulkhead("dead-letter", settings.process().threads(), pool, outages, LONG);
    }

    /** For the beans of the routes: messages of SQS that leave their queue. Its client has time-outs, and tells of them. */
    public static Bulkhead ofDeletions(Settings settings, WorkerPool pool) {
        OutageLog outages = outages("deletion", "messages wait for it");
        return new Bulkhead("deletion", settings.process().threads(), pool, outages, Timeout.NEVER);
    }

    private static int inFlight(QueueSettings queue) {
        return queue.enabled() ? queue.consumers() : 0;
    }

    private static OutageLog outages(String what, String meanwhile) {
        return OutageLog.ofEndpoint(what, meanwhile + ", and everything else goes on", LONG.multipliedBy(2));
    }

    /** @param longest after which it is logged that the endpoint hangs */
    Bulkhead(String name, int threads, Executor afterwards, OutageLog outages, Duration longest) {
        this.threads = new BulkheadThreadPool("vidu-" + name + "-", Math.max(1, threads));
        this.afterwards = afterwards;
        this.outages = outages;
        this.longest = longest;
    }

    /**
     * @param route id of the route that calls the endpoint
     * @return the body as it was, once the call ended well
     */
    public CompletionStage<Object> call(String route, Exchange exchange) throws Exception {
        return call(route, exchange, Timeout.NEVER);
    }

    /**
     * Interrupts the call if it takes longer; how it ends then, the route says.
     *
     * @param route id of the route that calls the endpoint
     * @return the body as it was, once the call ended well
     */
    public CompletionStage<Object> call(String route, Exchange exchange, Duration atMost) throws Exception {
        return start(new IsolatedCall(route, exchange, atMost));
    }

    private CompletionStage<Object> start(IsolatedCall call) {
        underWay.add(call);
        call.whenEnded(() -> underWay.remove(call));
        call.whenTaken(outages::available);
        logIfItHangs(call);
        threads.execute(call);
        if (stopping) {
            giveBackSoon(call);
        }
        return call.result(afterwards);
    }

    /** Nothing else would: an endpoint that neither takes a message nor fails causes no retry. */
    private void logIfItHangs(IsolatedCall call) {
        Timeout timeout = new Timeout(longest, () -> {
            outages.unavailable("it has neither taken what was sent nor failed for " + longest.toSeconds() + " s");
            logIfItHangs(call);
        });
        call.whenEnded(timeout::cancel);
    }

    /** Bounds the calls that are under way; whoever still comes, bounds its own. */
    @Override
    public void afterWaitsEnded(CamelContext context) {
        stopping = true;
        underWay.forEach(Bulkhead::giveBackSoon);
    }

    private static void giveBackSoon(IsolatedCall call) {
        CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    call.abandon(new StoppingException());
                    call.leave();
                });
    }

    /** Ends the threads, if their calls let them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
