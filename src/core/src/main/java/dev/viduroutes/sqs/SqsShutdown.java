package dev.viduroutes.sqs;

import dev.viduroutes.http.AbortableSdkHttpClient;
import dev.viduroutes.lifecycle.StopListener;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.aws2.sqs.Sqs2Consumer;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Aborts the long poll for the next message at a stop: it waits for up to 20 s, even if interrupted. Other calls that are
 * under way have a moment more.
 */
final class SqsShutdown implements StopListener {

    private static final long GRACE_MILLIS = 1_000;

    private volatile Optional<AbortableSdkHttpClient> calls = Optional.empty();

    /** @return the same, whose calls are known here */
    SdkHttpClient watched(SdkHttpClient client) {
        AbortableSdkHttpClient watched = new AbortableSdkHttpClient(client);
        calls = Optional.of(watched);
        return watched;
    }

    private static boolean isLongPoll(HttpExecuteRequest request) {
        return request.httpRequest()
                .firstMatchingHeader("X-Amz-Target")
                .filter(target -> target.endsWith(".ReceiveMessage"))
                .isPresent();
    }

    @Override
    public void beforeWaitsEnd(CamelContext context) {
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof Sqs2Consumer consumer) {
                consumer.getScheduler().unscheduleTask();
            }
        }
        calls.ifPresent(running -> running.abort(SqsShutdown::isLongPoll));
    }

    /** Each message is safe where it is, whether the server heard of its end or not. */
    @Override
    public void afterWaitsEnded(CamelContext context) {
        calls.ifPresent(running -> CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> running.end()));
    }
}
