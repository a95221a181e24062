package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.junit.jupiter.api.Test;

/** A host that has an HTTP server of its own, without bounds of ours: the callbacks come in there. */
class HostServerTest extends CallbackTest {

    @Override
    protected void prepare(CamelContext camel) {
        VertxPlatformHttpServerConfiguration own = new VertxPlatformHttpServerConfiguration();
        own.setBindHost("127.0.0.1");
        own.setBindPort(port);
        try {
            camel.addService(new VertxPlatformHttpServer(own));
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void callbacksComeInThroughTheHostsServer() throws Exception {
        assertStoredOnce(end(start("good", "a good one")), "a good one");
        assertThat(polls("a good one")).isEqualTo(1);
        assertThat(post(callbackUrl("a good one"), " ".repeat(70_000))).isEqualTo(413);
    }
}
