package dev.viduroutes.http;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The HTTP client of an AWS client, which knows the calls that are under way, so that a stop can end them: nothing else
 * does, since an interrupted thread goes on waiting for its socket. Thread-safe.
 */
public final class RunningCalls implements SdkHttpClient {

    private final SdkHttpClient client;
    private final Map<ExecutableHttpRequest, HttpExecuteRequest> running = new ConcurrentHashMap<>();
    private volatile boolean ended;

    public RunningCalls(SdkHttpClient client) {
        this.client = client;
    }

    /** Ends the calls of this kind that are under way. */
    public void abort(Predicate<HttpExecuteRequest> kind) {
        running.forEach((call, request) -> {
            if (kind.test(request)) {
                call.abort();
            }
        });
    }

    /** Ends every call, and lets none begin: AWS's clients would send again what was broken off. */
    public void end() {
        ended = true;
        abort(every -> true);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Call(client.prepareRequest(request), request);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Call implements ExecutableHttpRequest {

        private final ExecutableHttpRequest call;
        private final HttpExecuteRequest request;

        private Call(ExecutableHttpRequest call, HttpExecuteRequest request) {
            this.call = call;
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            running.put(call, request);
            try {
                if (ended) {
                    throw AbortedException.create("the gateway stops");
                }
                return call.call();
            } finally {
                running.remove(call);
            }
        }

        @Override
        public void abort() {
            call.abort();
        }
    }
}
