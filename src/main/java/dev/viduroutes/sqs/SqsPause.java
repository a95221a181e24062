package dev.viduroutes.sqs;

import dev.viduroutes.pace.StopListener;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.aws2.sqs.Sqs2Consumer;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** Breaks off the question for the next message at a stop: it waits for up to 20 s, whoever interrupts it. */
final class SqsPause implements StopListener {

    private final Set<ExecutableHttpRequest> questions = ConcurrentHashMap.newKeySet();

    /** @return the same, whose questions for messages are known here */
    SdkHttpClient watched(SdkHttpClient client) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                ExecutableHttpRequest prepared = client.prepareRequest(request);
                return isQuestion(request) ? new Question(prepared) : prepared;
            }

            @Override
            public String clientName() {
                return client.clientName();
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private static boolean isQuestion(HttpExecuteRequest request) {
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
        questions.forEach(ExecutableHttpRequest::abort);
    }

    private final class Question implements ExecutableHttpRequest {

        private final ExecutableHttpRequest request;

        private Question(ExecutableHttpRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            questions.add(request);
            try {
                return request.call();
            } finally {
                questions.remove(request);
            }
        }

        @Override
        public void abort() {
            request.abort();
        }
    }
}
