package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.delivery.DrippingServer;
import dev.viduroutes.network.Network;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.settings.SqsSettings;
import dev.viduroutes.settings.TestSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.sqs.Sqs2Component;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A call to SQS ends in time, whatever the server does meanwhile. */
class SqsDeadlinesTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final CamelContext context = new DefaultCamelContext();
    private final SqsShutdown pause = new SqsShutdown();

    @ParameterizedTest
    @EnumSource(DrippingServer.Manner.class)
    void aServerThatDripsIsGivenUpAtTheDeadline(DrippingServer.Manner manner) throws Exception {
        try (DrippingServer server = new DrippingServer(manner)) {
            CompletableFuture<Void> call = receive(server, Duration.ofMillis(500));

            await().atMost(SOON).until(call::isDone);
            assertThat(call).isCompletedExceptionally();
        }
    }

    @Test
    void aStopEndsTheQuestionForMessagesAtOnce() throws Exception {
        try (DrippingServer server = new DrippingServer(DrippingServer.Manner.HEAD)) {
            CompletableFuture<Void> call = receive(server, LONG);
            await().until(() -> server.connections() > 0);

            pause.beforeWaitsEnd(context);

            await().atMost(SOON).until(() -> server.connections() > 1 || call.isDone());
        }
    }

    @Test
    void aStopEndsWhateverElseHangs() throws Exception {
        try (DrippingServer server = new DrippingServer(DrippingServer.Manner.HEAD)) {
            SqsClient client = client(server, LONG);
            CompletableFuture<Void> call = CompletableFuture.runAsync(() -> client.changeMessageVisibility(
                    change -> change.queueUrl(url(server)).receiptHandle("r").visibilityTimeout(0)));
            await().until(() -> server.connections() > 0);

            pause.afterWaitsEnded(context);

            await().atMost(SOON).until(call::isDone);
        }
    }

    private CompletableFuture<Void> receive(DrippingServer server, Duration timeout) {
        SqsClient client = client(server, timeout);
        return CompletableFuture.runAsync(() -> client.receiveMessage(ask -> ask.queueUrl(url(server))));
    }

    private SqsClient client(DrippingServer server, Duration timeout) {
        SqsSettings settings = new SqsSettings(
                true, server.endpoint(), "us-east-1", "key", "secret", Duration.ofSeconds(30), timeout, 10);
        Sqs2Component component = (Sqs2Component) SqsComponents.create(
                context,
                settings,
                Network.of(TestSettings.with()),
                new IntakeWatchdog("intake=sqs", "", IntakeWatchdog.PATIENCE, Duration.ZERO, System::nanoTime),
                pause);
        return component.getConfiguration().getAmazonSQSClient();
    }

    private static String url(DrippingServer server) {
        return server.endpoint() + "/1/queue";
    }
}
