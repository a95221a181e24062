package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.network.ScriptedProxy;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages of SQS come and go through the proxy, as all else does. */
class ProxiedSqsTest extends SqsTest {

    private final ScriptedProxy proxy = ScriptedProxy.start();

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        proxy.demand("me:word-of-the-proxy");
        settings.setProperty("vidu.proxy.url", "http://me:word-of-the-proxy@127.0.0.1:" + proxy.port());
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @Test
    void requestAndOutcomeGoThroughIt() {
        send(request("a pond"), Map.of());

        assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        assertThat(proxy.bytes(server.port())).isPositive();
        assertThat(String.join("", proxy.heads()))
                .contains("ReceiveMessage", "SendMessage", "DeleteMessage")
                .contains("http://127.0.0.1:" + server.port());
    }
}
