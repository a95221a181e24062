package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers that serve a video in a way that would hold a thread, or fill the disk, for ever. */
class HostileDownloadsTest extends FaultTest {

    private final ScriptedServer host = new ScriptedServer(ScriptedServer.bytes(200, ScriptedServer.mp4()));

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.threads", "2");
        settings.setProperty("vidu.delivery.attempts", "3");
        settings.setProperty("vidu.delivery.max-bytes", "1MiB");
        settings.setProperty("vidu.delivery.download-timeout", "1s");
        settings.setProperty("vidu.delivery.response-timeout", "1s");
        settings.setProperty("vidu.delivery.timeout", "2s");
    }

    @AfterEach
    void stopHost() {
        host.close();
    }

    @Test
    void aVideoWithoutEndIsGivenUpAtTheLimit() throws Exception {
        host.script(ScriptedServer.endless(ScriptedServer.mp4()));
        assertGivenUp("vidu.delivery.max-bytes");
        assertThat(host.asked()).hasSize(3);
    }

    @Test
    void aVideoThatTricklesInForEverIsGivenUpAfterItsTime() throws Exception {
        host.script(host.trickling(ScriptedServer.mp4()));
        assertGivenUp("vidu.delivery.download-timeout");
    }

    @Test
    void aPageOfAnErrorThatTricklesInForEverHoldsNoThread() throws Exception {
        host.script(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(418, 0);
            host.trickle(exchange.getResponseBody());
        });
        assertGivenUp("418");
    }

    @Test
    void aVideoWithoutAnnouncedLengthIsStored() throws Exception {
        host.script(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (byte one : ScriptedServer.mp4()) {
                exchange.getResponseBody().write(one);
                exchange.getResponseBody().flush();
            }
        });

        Outcome outcome = endOf(start(triggers()));

        assertThat(outcome.failure()).isEmpty();
        assertThat(object(outcome.videos().get(0).key()).asByteArray()).isEqualTo(ScriptedServer.mp4());
    }

    private void assertGivenUp(String reason) throws Exception {
        Outcome outcome = endOf(start(triggers()));

        assertDead(triggers(), outcome, "DOWNLOAD_FAILED", "delivery", Billing.BILLED);
        assertThat(outcome.failure().orElseThrow().message()).contains(reason);
        assertNothingIsLeft();
    }

    private String triggers() {
        return "sandbox:result-url=" + host.url() + "/v.mp4";
    }
}
