package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.VideoRequest;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** A host that has much to do at once, on an account whose limits allow it. */
@ViduSandbox(timeScale = 20, requests = 1_000_000, concurrentTasks = 1_000)
class ThousandAtOnceIT {

    private static final int REQUESTS = 1_000;

    @Test
    void aThousandAsynchronousRequestsEndAndNeedNoThreadEach(RunningSandbox sandbox) throws Exception {
        Properties settings = sandbox.settings();
        // Nobody asks before they are under way.
        settings.setProperty("vidu.limits.requests", "1000000");
        settings.setProperty("vidu.poll.first-delay", "10s");
        settings.setProperty("vidu.poll.interval", "5s");
        CamelContext context = new DefaultCamelContext();
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setOverrideProperties(settings);
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        ViduRoutes.addTo(context);
        context.start();
        ProducerTemplate template = context.createProducerTemplate();
        long before = threads();

        List<CompletableFuture<Exchange>> answers = IntStream.range(0, REQUESTS)
                .mapToObj(i -> template.asyncSend(
                        "direct:vidu-generate",
                        exchange -> exchange.getMessage()
                                // One prompt: the sandbox draws each distinct clip, a thousand of them for half a
                                // minute.
                                .setBody(VideoRequest.textToVideo("one of a thousand")
                                        .requestId("thousand-" + i)
                                        .duration(1))))
                .toList();
        await().atMost(Duration.ofMinutes(4))
                .until(() -> sandbox.ledger().tasks().size() == REQUESTS);
        long during = threads();

        for (CompletableFuture<Exchange> answer : answers) {
            Exchange exchange = answer.get(180, TimeUnit.SECONDS);
            assertThat(exchange.getMessage().getBody(Outcome.class).isStored()).isTrue();
        }
        assertThat(sandbox.ledger().tasks()).hasSize(REQUESTS);
        // 16 of the gateway (vidu.threads), up to 20 of the template, and those that deliver what has ended already: 8,
        // and 4 to spare.
        assertThat(during - before).isLessThanOrEqualTo(48);
        context.stop();
    }

    /** Without those of the sandbox, which lives in this JVM too. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().matches("(sandbox|qtp|S3Proxy|awaitility|Scheduler).*"))
                .count();
    }
}
