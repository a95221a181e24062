package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.GatewayTest;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A defect of the gateway itself, wherever it is: the dead letter says what was paid, and the video is not lost. */
class DefectTest extends GatewayTest {

    private void breakBefore(String route, String step) throws Exception {
        AdviceWith.adviceWith(
                context,
                route,
                way -> way.weaveById(step).before().process(exchange -> {
                    throw new IllegalStateException("on purpose, in 'a secret prompt'");
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "vidu-serve, vidu-serve-take-up, none, 0",
        "vidu-submit-task, vidu-submit-task-record-answer, unknown, 1",
        "vidu-deliver-video, vidu-deliver-video-store, billed, 1"
    })
    void itIsToldWithItsPlaceAndWithWhatWasPaid(String route, String step, String billing, int submits)
            throws Exception {
        breakBefore(route, step);
        try (LogTrap log = LogTrap.of("vidu", Level.INFO);
                LogTrap others = LogTrap.of("ROOT", Level.INFO)) {
            drop("shot.json", request("a secret prompt sandbox:fast"));

            JsonNode failure = awaitDeadLetter("shot.json").path("failure");

            assertThat(failure.path("code").asText()).isEqualTo("INTERNAL_ERROR");
            assertThat(failure.path("billing").asText()).isEqualTo(billing);
            assertThat(failure.path("message").asText())
                    .startsWith("a defect of the gateway: java.lang.IllegalStateException: on purpose")
                    .contains(" at dev.viduroutes.fault.DefectTest");
            assertThat(log.text()).contains("code=INTERNAL_ERROR").doesNotContain("secret prompt");
            assertThat(others.text()).doesNotContain("secret prompt");
        }
        assertThat(ledger().submitsFor("secret")).isEqualTo(submits);
        assertThat(slots().inUse()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "vidu-submit-task, vidu-submit-task-record-answer",
        "vidu-deliver-video, vidu-deliver-video-store",
        "vidu-serve, vidu-serve-settle"
    })
    void onceItIsMendedAndTheLetterPutBackWhatWasPaidIsDelivered(String route, String step) throws Exception {
        breakBefore(route, step);
        drop("shot.json", request("paid", "paid once sandbox:fast"));
        awaitDeadLetter("shot.json");
        stopContext();
        startAgain();

        Files.copy(deadLetters().resolve("shot.json"), inbox().resolve("again.json"));

        assertThat(awaitDone("again.json").path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("paid")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"vidu-record, vidu-record-step", "vidu-settle, vidu-settle-outcome"})
    void ofADefectWhileItIsRecordedTheRequestIsTakenUpAgain(String route, String step) throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        AdviceWith.adviceWith(
                context,
                route,
                way -> way.weaveById(step).before().process(exchange -> {
                    if (!broken.getAndSet(true)) {
                        throw new IllegalStateException("on purpose");
                    }
                }));

        drop("shot.json", request("shot", "paid once sandbox:fast"));

        assertThat(awaitDone("shot.json").path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("paid once")).isEqualTo(1);
        assertNothingIsLeft();
    }
}
