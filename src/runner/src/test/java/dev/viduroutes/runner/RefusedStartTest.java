package dev.viduroutes.runner;

import static dev.viduroutes.embedding.LeftThreads.assertLeavesNothing;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A start that is refused leaves no thread behind. */
@ViduSandbox
@Timeout(120)
class RefusedStartTest {

    private final Properties settings;

    RefusedStartTest(RunningSandbox sandbox) {
        settings = sandbox.settings();
    }

    @Test
    void whenThereIsNoBucket() throws Exception {
        settings.setProperty("vidu.s3.bucket", "no-such-bucket");
        assertLeavesNothing(() -> {
            org.apache.camel.main.Main runner = Main.runner();
            runner.setOverrideProperties(settings);
            assertThatThrownBy(runner::run).isNotNull();
            runner.stop();
        });
    }
}
