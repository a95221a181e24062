package dev.viduroutes.queue;

import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.outage.OutageWatch;
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
 * Calls endpoints of other people's choice, on threads for this kind of call alone: one that neither takes a message nor
 * fails holds up what goes there, and nothing else. What comes after the call goes on on the gateway's own threads.
 *
 * <p>The endpoint gets a copy of the exchange. It may be a route of a host: an error handler that gave up there would keep
 * the gateway's own from trying again, and a {@code stop} or a failure that counts as handled would end the gateway's route
 * before the message has its reply.
 */
public final class HandOver implements StopListener, AutoCloseable {

    /** So long has a call at a stop, before its message is given back. */
    private static final Duration GRACE = Duration.ofMillis(500);

    /** What takes longer than any time-out of the clients is worth a line. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SendingPool threads;
    private final Executor afterwards;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
    private final OutageWatch watch;
    private final Duration longest;
    private volatile boolean stopping;

    /** For routes that name beans: replies. Each message in flight may wait for one, and another one's was given up. */
    public static HandOver ofReplies(Settings settings, WorkerPool pool) {
        int threads = 2 * (inFlight(settings.jms()) + inFlight(settings.amqp()));
        return new HandOver("reply", threads, pool, watch("reply", "messages wait for it"), Alarm.NEVER);
    }

    /** For routes that name beans: outcomes that no message asked to be sent elsewhere. */
    public static HandOver ofOutcomes(Settings settings, WorkerPool pool) {
        OutageWatch watch = watch("endpoint=vidu.outcome.uri", "outcomes wait for it");
        return new HandOver("outcome", settings.process().threads(), pool, watch, LONG);
    }

    /** For routes that name beans: dead letters. */
    public static HandOver ofDeadLetters(Settings settings, WorkerPool pool) {
        OutageWatch watch = watch("endpoint=vidu.dead-letter.uri", "dead letters wait for it");
        return new HandOver("dead-letter", settings.process().threads(), pool, watch, LONG);
    }

    /** For routes that name beans: messages of SQS that leave their queue. Its client has time-outs, and tells of them. */
    public static HandOver ofDeletions(Settings settings, WorkerPool pool) {
        OutageWatch watch = watch("deletion", "messages wait for it");
        return new HandOver("deletion", settings.process().threads(), pool, watch, Alarm.NEVER);
    }

    private static int inFlight(QueueSettings queue) {
        return queue.enabled() ? queue.consumers() : 0;
    }

    private static OutageWatch watch(String what, String meanwhile) {
        return OutageWatch.ofEndpoint(what, meanwhile + ", and everything else goes on", LONG.multipliedBy(2));
    }

    /** @param longest after which the log tells that the endpoint stands still */
    HandOver(String name, int threads, Executor afterwards, OutageWatch watch, Duration longest) {
        this.threads = new SendingPool("vidu-" + name + "-", Math.max(1, threads));
        this.afterwards = afterwards;
        this.watch = watch;
        this.longest = longest;
    }

    /**
     * @param route id of the route that calls the endpoint
     * @return the body as it was, once the call ended well
     */
    public CompletionStage<Object> through(String route, Exchange exchange) throws Exception {
        return through(route, exchange, Alarm.NEVER);
    }

    /**
     * Interrupts the call if it takes longer; how it ends then, the route says.
     *
     * @param route id of the route that calls the endpoint
     * @return the body as it was, once the call ended well
     */
    public CompletionStage<Object> through(String route, Exchange exchange, Duration atMost) throws Exception {
        return begin(new Call(route, exchange, atMost));
    }

    private CompletionStage<Object> begin(Call call) {
        underWay.add(call);
        call.whenEnded(() -> underWay.remove(call));
        call.whenTaken(watch::available);
        tellIfItStandsStill(call);
        threads.execute(call);
        if (stopping) {
            giveBackSoon(call);
        }
        return call.result(afterwards);
    }

    /** Nothing else would: an endpoint that neither takes a message nor fails causes no retry. */
    private void tellIfItStandsStill(Call call) {
        Alarm alarm = new Alarm(longest, () -> {
            watch.unavailable("it has neither taken what was sent nor failed for " + longest.toSeconds() + " s");
            tellIfItStandsStill(call);
        });
        call.whenEnded(alarm::off);
    }

    /** Bounds the calls that are under way; whoever still comes, bounds its own. */
    @Override
    public void afterWaitsEnded(CamelContext context) {
        stopping = true;
        underWay.forEach(HandOver::giveBackSoon);
    }

    private static void giveBackSoon(Call call) {
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
