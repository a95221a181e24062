package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.sandbox.FreePort;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes that share a journal: a callback reaches the one that does not work on its request. */
class CallbackNodesTest extends CallbackTest {

    private final int otherPort = FreePort.next();
    private boolean makingOther;
    private CamelContext other;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.callback.public-url", "http://127.0.0.1:" + otherPort);
        if (makingOther) {
            settings.setProperty("vidu.intake.file.enabled", "false");
            settings.setProperty("vidu.callback.port", Integer.toString(otherPort));
        }
    }

    @AfterEach
    void stopOther() {
        if (other != null) {
            other.stop();
        }
    }

    @Test
    void whoeverWorksOnTheRequestAsksAboutItsTask() throws Exception {
        makingOther = true;
        other = createCamelContext();
        other.start();

        assertStoredOnce(end(start("shared", "shared")), "shared");
        assertThat(polls("shared")).isEqualTo(1);
        assertThat(callbackUrl("shared").getPort()).isEqualTo(otherPort);
    }

    @Test
    void anUncertainSubmitIsFoundByAnotherProcessToo() throws Exception {
        makingOther = true;
        other = createCamelContext();
        other.start();

        assertStoredOnce(end(start("lost", "unsure sandbox:lost")), "unsure");
    }
}
