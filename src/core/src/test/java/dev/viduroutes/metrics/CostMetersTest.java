package dev.viduroutes.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.route.GatewayTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Properties;
import org.apache.camel.BindToRegistry;
import org.junit.jupiter.api.Test;

/** What was charged, and what perhaps was, to the last digit. */
class CostMetersTest extends GatewayTest {

    @BindToRegistry("meters")
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.price.*.*", "0.10");
        settings.setProperty("vidu.price.currency", "USD");
        settings.setProperty("vidu.retry.failed-tasks", "0");
    }

    private static String request(String id, String prompt, int seconds) {
        return """
                {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": %d}}""".formatted(id, prompt, seconds);
    }

    private double sum(String name) {
        return meters.get(name).tag("currency", "USD").functionCounter().count();
    }

    /** 0.1 + 0.2 is 0.30000000000000004 in binary fractions. */
    @Test
    void moneyAddsUpWithoutDust() throws Exception {
        generate(request("a", "a fox", 1));
        generate(request("b", "a fox", 2));
        generate(request("c", "a fox sandbox:fail=INVALID_IMAGE_URL", 1));
        generate(request("d", "a fox sandbox:fail=INVALID_IMAGE_URL", 2));

        assertThat(sum("vidu.cost")).isEqualTo(0.3);
        assertThat(sum("vidu.cost.doubtful")).isEqualTo(0.3);
    }
}
