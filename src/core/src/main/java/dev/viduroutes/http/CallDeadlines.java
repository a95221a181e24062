package dev.viduroutes.http;

import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.logging.RequestMdc;
import dev.viduroutes.outage.LogThrottle;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Gives up each HTTP call in time, whatever it waits for: a name server, a connection, a handshake, or an answer that
 * trickles in. Timeouts of sockets know silence only. One thread for all calls; at a stop, those under way end soon.
 */
public final class CallDeadlines implements StopListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.http");
    private static final String STOPPED = "the gateway stops";

    /** For answers that are as good as here. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, CallDeadlines::daemon);
    private final Set<TimedCall> underWay = ConcurrentHashMap.newKeySet();
    private final Collection<ExecutorService> lookups = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<TimedCall> current = new ThreadLocal<>();
    private final LogThrottle throttle = new LogThrottle(System::nanoTime);
    private final Duration preciousAtStop;
    private volatile boolean stopping;

    public CallDeadlines(Settings settings) {
        // What comes of a submit is still to be recorded before the stop gives up waiting.
        Duration patience = settings.process().shutdownTimeout();
        Duration half = patience.dividedBy(2);
        preciousAtStop = half.compareTo(SOON) < 0 ? half : patience.minus(SOON);
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(30, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vidu-deadlines");
        thread.setDaemon(true);
        return thread;
    }

    /** Has the client's calls keep these limits. */
    public void enforce(HttpClientBuilder client, CallTimeLimits limits) {
        client.addExecInterceptorFirst(
                "vidu-deadline", (request, scope, chain) -> execute(request, scope, chain, limits));
        client.addRequestInterceptorLast((request, body, context) -> {
            TimedCall call = current.get();
            if (call != null) {
                call.leaves(limits.head());
            }
        });
    }

    private ClassicHttpResponse execute(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, CallTimeLimits limits)
            throws IOException, HttpException {
        TimedCall call = begin(request, scope, limits);
        current.set(call);
        boolean bodyFollows = false;
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            bodyFollows = answer.getEntity() != null;
            if (bodyFollows) {
                call.begins("the answer", limits.body());
                shortenAtStop(call);
                answer.setEntity(new TimedEntity(answer.getEntity(), call, () -> end(call)));
            }
            return answer;
        } catch (IOException failed) {
            throw call.orTimeout(failed);
        } catch (HttpException failed) {
            throw call.orTimeout(failed);
        } catch (RuntimeException failed) {
            // A request that is cancelled between two steps of the client finds itself without a connection.
            throw call.orTimeout(failed);
        } finally {
            current.remove();
            if (!bodyFollows) {
                end(call);
            }
        }
    }

    private TimedCall begin(ClassicHttpRequest request, ExecChain.Scope scope, CallTimeLimits limits) {
        HttpHost proxy = scope.route.getProxyHost();
        String what = request.getMethod() + " to " + scope.route.getTargetHost().toHostString()
                + (proxy == null ? "" : " through the proxy " + proxy.toHostString());
        RequestMdc ids = RequestMdc.ofThread();
        TimedCall call = new TimedCall(
                timer,
                limits.whole(),
                limits.precious().test(request.getEntity()),
                () -> cut(scope),
                why -> ids.run(() -> tell(what, why)));
        call.goesThroughProxy(proxy != null);
        underWay.add(call);
        call.begins("connecting", limits.connection());
        shortenAtStop(call);
        return call;
    }

    private static void cut(ExecChain.Scope scope) {
        if (scope.originalRequest instanceof Cancellable request) {
            request.cancel();
        } else {
            scope.execRuntime.discardEndpoint();
        }
    }

    private void tell(String what, String why) {
        boolean allowed = !why.equals(STOPPED) && throttle.allows(what + why);
        LOG.atLevel(allowed ? Level.WARN : Level.DEBUG).log("{} is given up, and its connection closed: {}", what, why);
    }

    private void end(TimedCall call) {
        call.ends();
        underWay.remove(call);
    }

    private void shortenAtStop(TimedCall call) {
        if (stopping) {
            call.stops(call.isPrecious() ? preciousAtStop : SOON, STOPPED);
        }
    }

    @Override
    public void afterWaitsEnded(CamelContext context) {
        stopping = true;
        underWay.forEach(this::shortenAtStop);
    }

    /** @return how many calls are under way */
    public int underWay() {
        return underWay.size();
    }

    /** For name lookups, which end with the call that they are for. */
    TimedCall current() {
        return current.get();
    }

    /** Has the threads of name lookups end with the calls. */
    void closeWithCalls(ExecutorService threads) {
        lookups.add(threads);
    }

    @Override
    public void close() {
        underWay.forEach(call -> call.giveUpAfter(Duration.ZERO, STOPPED));
        lookups.forEach(ExecutorService::shutdownNow);
        // What is due is done; nothing else is left to wait for.
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(true);
        timer.shutdown();
    }
}
