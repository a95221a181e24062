package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Videos come from the hosts that the operator named, and from no other. */
class AllowedHostsTest extends FaultTest {

    private final ScriptedServer cdn = new ScriptedServer(ScriptedServer.bytes(200, ScriptedServer.mp4()));

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.delivery.hosts", "cdn.example.com, *.videos.example, localhost");
    }

    @AfterEach
    void stopCdn() {
        cdn.close();
    }

    @Test
    void anotherHostThanTheNamedOnesIsRefused() throws Exception {
        Map<String, Outcome> ended = runAll(
                "of the sandbox itself",
                "sandbox:result-url=http://127.0.0.1:" + cdn.port() + "/v.mp4",
                "sandbox:result-url=http://cdn.example.com.evil.test/v.mp4",
                "sandbox:result-url=http://xcdn.example.com/v.mp4",
                "sandbox:result-url=http://evilvideos.example/v.mp4",
                "sandbox:result-url=http://evil.test/cdn.example.com/v.mp4");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "RESULT_URL_REFUSED", "delivery", Billing.BILLED);
        }
        assertThat(cdn.asked()).isEmpty();
    }

    @Test
    void aSignedUrlIsAskedForLetterByLetter() throws Exception {
        String target = "/a%2Fb//c%20d/v.mp4?X-Amz-Signature=a%2Bb%2Fc%3D+d&flag&empty=&b=2&a=1&a=0&p=x%26y;z&r=RAW(q)";

        Outcome outcome = endOf(start("sandbox:result-url=http://LocalHost:" + cdn.port() + target));

        assertThat(outcome.failure()).isEmpty();
        assertThat(cdn.asked()).containsExactly("GET " + target);
    }
}
