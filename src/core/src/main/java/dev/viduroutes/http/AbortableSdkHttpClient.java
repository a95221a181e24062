package dev.viduroutes.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The HTTP client of an AWS client whose calls can be aborted, so that a stop can end those that are under way: nothing else
 * does, since an interrupted thread goes on waiting for its socket. Thread-safe.
 */
public final class AbortableSdkHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;
    private final Map<ExecutableHttpRequest, HttpExecuteRequest> running = new ConcurrentHashMap<>();
    private volatile boolean ended;

    public AbortableSdkHttpClient(SdkHttpClient client) {
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
        return new AbortableCall(client.prepareRequest(request), request);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private final class AbortableCall implements ExecutableHttpRequest {

        private final ExecutableHttpRequest call;
        private final HttpExecuteRequest request;

        private AbortableCall(ExecutableHttpRequest call, HttpExecuteRequest request) {
            this.call = call;
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            running.put(call, request);
            boolean goesOn = false;
            try {
                if (ended) {
                    throw AbortedException.create("the gateway stops");
                }
                HttpExecuteResponse answer = call.call();
                goesOn = answer.responseBody().isPresent();
                return goesOn ? untilRead(answer) : answer;
            } finally {
                if (!goesOn) {
                    running.remove(call);
                }
            }
        }

        private HttpExecuteResponse untilRead(HttpExecuteResponse answer) {
            AbortableInputStream body = answer.responseBody().orElseThrow();
            return HttpExecuteResponse.builder()
                    .response(answer.httpResponse())
                    .responseBody(AbortableInputStream.create(new Body(body), () -> {
                        running.remove(call);
                        body.abort();
                    }))
                    .build();
        }

        /** The call goes on until its answer is read: a body may trickle in, too. */
        private final class Body extends FilterInputStream {

            private Body(InputStream body) {
                super(body);
            }

            @Override
            public void close() throws IOException {
                try {
                    super.close();
                } finally {
                    running.remove(call);
                }
            }
        }

        @Override
        public void abort() {
            call.abort();
        }
    }
}
