package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The file of the API key is replaced while tasks run. */
class KeyRotationTest extends FaultTest {

    private static final String FIRST = "key-of-this-test";
    private static final String SECOND = "second-key-of-this-test";

    private Path file;

    /** Probes by the interval come far too late for these tests. */
    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        try {
            file = Files.writeString(home.resolve("api-key"), FIRST + "\n");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        settings.remove("vidu.api.key");
        settings.setProperty("vidu.api.key-file", file.toString());
        settings.setProperty("vidu.account.retry-interval", "1h");
    }

    private void replaceKey(String key) throws IOException {
        Path next = Files.writeString(home.resolve("next"), key);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void submitsAndPollsUseTheNewKeyAndNothingEnds() throws Exception {
        Map<String, Future<Outcome>> started = startAll("old 1 sandbox:never", "old 2 sandbox:never");
        await().until(() -> ledger().tasksFor("old").size() == 2);

        replaceKey(SECOND);
        // Calls may be on their way with the old one.
        sandbox.setApiKey(SECOND);
        Map<String, Future<Outcome>> later = startAll("new 1", "new 2");
        for (Map.Entry<String, Outcome> one : endOf(later).entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
        }
        sandbox.finish("old");

        for (Map.Entry<String, Outcome> one : endOf(started).entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
        }
        assertThat(names(deadLetters())).isEmpty();
        assertThat(log.text()).doesNotContain(FIRST, SECOND);
    }

    @Test
    void aNewKeyOpensTheBlockedAccountAtOnce() throws Exception {
        sandbox.setApiKey(SECOND);
        Map<String, Future<Outcome>> started = startAll("blocked 1", "blocked 2");
        await().until(() -> log.text().contains("account=blocked"));

        replaceKey(SECOND);

        await().atMost(Duration.ofSeconds(30)).until(() -> log.text().contains("account=open"));
        for (Map.Entry<String, Outcome> one : endOf(started).entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
        }
    }

    @Test
    void aBrokenFileLeavesTheOldKeyInForce() throws Exception {
        Files.writeString(file, "");
        assertStoredOnce("empty", endOf(start("empty")));
        Files.delete(file);
        assertStoredOnce("missing", endOf(start("missing")));

        assertThat(log.lines().stream().filter(line -> line.contains("the secret of before is used meanwhile")))
                .hasSize(2);
        assertThat(ledger().unauthorized()).isZero();
    }
}
