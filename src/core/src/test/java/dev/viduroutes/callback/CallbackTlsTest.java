package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.KeyStores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The endpoint with a certificate of its own. */
class CallbackTlsTest extends CallbackTest {

    private static final String PASSWORD = "password-of-the-store";

    private Path store;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        store = home.resolve("store.p12");
        try {
            KeyStores.make(store, PASSWORD);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
        settings.setProperty("vidu.callback.public-url", "https://127.0.0.1:" + port);
        settings.setProperty("vidu.callback.tls.key-store", store.toString());
        settings.setProperty("vidu.callback.tls.key-store-password", PASSWORD);
    }

    @Test
    void aCallbackComesInByTlsAlone() throws Exception {
        CompletableFuture<Outcome> started = start("r", "secured sandbox:never");
        String id = running("r", "secured").taskId();
        sandbox.finish("secured");

        HttpClient client = HttpClient.newBuilder()
                .sslContext(KeyStores.contextTrusting(PASSWORD, store))
                .build();
        URI url = callbackUrl("secured");
        assertThat(status(client, URI.create(url + "x"), id)).isEqualTo(404);
        assertThat(status(client, url, id)).isEqualTo(200);
        assertStoredOnce(end(started), "secured");
    }

    private static int status(HttpClient client, URI url, String taskId) throws Exception {
        return client.send(
                        to(url).POST(BodyPublishers.ofString(envelope(taskId, "success")))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
