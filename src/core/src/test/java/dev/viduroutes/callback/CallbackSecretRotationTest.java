package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The file of the callback secret is replaced while tasks run. */
class CallbackSecretRotationTest extends CallbackTest {

    private Path file;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.remove("vidu.callback.secret");
        try {
            file = Files.writeString(home.resolve("callback-secret"), SECRET + "\n");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        settings.setProperty("vidu.callback.secret-file", file.toString());
    }

    @Test
    void tasksOfBeforeAreCalledBackWithTheOldSecretAndLaterOnesWithTheNew() throws Exception {
        CompletableFuture<Outcome> before = start("r", "before sandbox:never");
        running("r", "before");
        Files.writeString(file, "new-" + SECRET);
        await().until(() -> urls().of("default", "r", 1).equals(urlWith("new-" + SECRET, "r")));
        sandbox.finish("before");

        assertStoredOnce(end(before), "before");
        assertThat(callbackUrl("before")).hasToString(urlWith(SECRET, "r"));
        assertStoredOnce(end(start("s", "after")), "after");
        assertThat(callbackUrl("after")).hasToString(urlWith("new-" + SECRET, "s"));
        assertThat(ledger().callbacks().acknowledged()).isEqualTo(2);
    }

    private CallbackUrls urls() {
        return context().getRegistry().lookupByNameAndType("viduCallbackUrls", CallbackUrls.class);
    }

    private String urlWith(String secret, String requestId) {
        return new CallbackUrls(TestSettings.with(
                        "vidu.api.mode",
                        "callback",
                        "vidu.callback.public-url",
                        "http://127.0.0.1:" + port,
                        "vidu.callback.secret",
                        secret))
                .of("default", requestId, 1);
    }
}
