package dev.viduroutes.http;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Looks names up on threads of their own: a lookup that hangs can't be interrupted, only left alone. Whatever goes wrong with
 * one is an {@link UnknownHostException}, which says nothing about the name for good.
 */
final class TimedDnsResolver implements DnsResolver {

    private static final long IDLE_SECONDS = 10;

    private final DnsResolver names;
    private final CallDeadlines deadlines;
    private final TimeLimit limit;
    private final ThreadPoolExecutor threads;

    /**
     * @param names who knows them
     * @param most how many lookups may hang at once
     */
    TimedDnsResolver(DnsResolver names, CallDeadlines deadlines, TimeLimit limit, int most) {
        this.names = names;
        this.deadlines = deadlines;
        this.limit = limit;
        threads = new ThreadPoolExecutor(
                0, most, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), TimedDnsResolver::daemon);
        deadlines.closeWithCalls(threads);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "vidu-lookup");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        try {
            // The client turns encoded names back into Unicode, which no name server knows.
            String name = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            TimedCall call = deadlines.current();
            // Where a proxy is, the settings say; what may be asked of it is judged elsewhere.
            DnsResolver asked = call != null && call.isThroughProxy() ? SystemDefaultDnsResolver.INSTANCE : names;
            Future<InetAddress[]> lookup = threads.submit(() -> asked.resolve(name));
            if (call != null) {
                call.await(lookup);
            }
            return addresses(host, lookup);
        } catch (RejectedExecutionException refused) {
            String why = threads.isShutdown() ? "the gateway stops" : "too many lookups hang";
            throw failed(host + ": " + why, refused);
        } catch (IllegalArgumentException tooLong) {
            throw failed(host + ": this can't be a name", tooLong);
        }
    }

    private InetAddress[] addresses(String host, Future<InetAddress[]> lookup) throws UnknownHostException {
        try {
            InetAddress[] found = lookup.get(limit.longest().toMillis(), TimeUnit.MILLISECONDS);
            if (found == null || found.length == 0) {
                throw new UnknownHostException(host + ": the name has no address");
            }
            return found;
        } catch (TimeoutException late) {
            lookup.cancel(true);
            throw failed(limit.exceededBy(host + ": the name lookup"), late);
        } catch (CancellationException givenUp) {
            throw failed(host + ": the name lookup was given up", givenUp);
        } catch (InterruptedException stopping) {
            lookup.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(host + ": the name lookup was interrupted", stopping);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw failed(host + ": " + failure.getCause(), failure);
        }
    }

    private static UnknownHostException failed(String message, Exception cause) {
        UnknownHostException failed = new UnknownHostException(message);
        failed.initCause(cause);
        return failed;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
