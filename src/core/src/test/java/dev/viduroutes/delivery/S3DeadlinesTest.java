package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call to S3 ends in time, whatever the server does meanwhile. */
class S3DeadlinesTest {

    @ParameterizedTest
    @EnumSource(DrippingServer.Manner.class)
    void aServerThatDripsIsGivenUpAtTheDeadline(DrippingServer.Manner manner) throws Exception {
        try (DrippingServer server = new DrippingServer(manner);
                S3Setup setup = S3Setup.at(server.endpoint(), "vidu.s3.call-timeout", "500ms")) {
            CompletableFuture<Void> call = CompletableFuture.runAsync(setup::put);

            await().atMost(Duration.ofSeconds(10)).until(call::isDone);
            assertThat(call).isCompletedExceptionally();
            if (manner == DrippingServer.Manner.HEAD) {
                Exception trouble =
                        (Exception) call.handle((nothing, why) -> why).join().getCause();
                assertThat(S3FailureAnalyzer.why(setup.settings.s3(), trouble))
                        .isEqualTo("no answer within vidu.s3.call-timeout");
            }
        }
    }

    /** The SDK's own client gives interim answers up by itself, and tries again. */
    @ParameterizedTest
    @EnumSource(value = DrippingServer.Manner.class, mode = EnumSource.Mode.EXCLUDE, names = "INTERIM")
    void aStopEndsACallThatHangs(DrippingServer.Manner manner) throws Exception {
        try (DrippingServer server = new DrippingServer(manner);
                S3Setup setup = S3Setup.at(server.endpoint())) {
            CompletableFuture<Void> call = CompletableFuture.runAsync(setup::put);
            await().until(() -> server.connections() > 0);

            setup.store.afterWaitsEnded(setup.context);

            await().atMost(Duration.ofSeconds(5)).until(call::isDone);
            assertThat(server.connections())
                    .as("what was broken off is not sent again")
                    .isOne();
        }
    }
}
