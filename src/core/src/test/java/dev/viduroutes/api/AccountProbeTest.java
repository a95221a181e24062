package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.settings.TestSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A test is in seconds: each look is one. */
class AccountProbeTest {

    private static final String SECOND = "second-key-of-this-test";

    @TempDir
    private Path folder;

    private final AccountGate gate = new AccountGate();
    private Path file;
    private ApiKeys keys;
    private AccountProbe probe;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(folder.resolve("key"), "first-key-of-this-test");
        keys = new ApiKeys(TestSettings.with("vidu.api.key", "", "vidu.api.key-file", file.toString()));
        probe = new AccountProbe("default", gate, keys);
    }

    private void replaceKey() throws IOException {
        Files.writeString(file, SECOND);
        await().until(() -> keys.value("default").equals(SECOND));
    }

    /** @return the seconds, of the next ones, in which the account is to be asked about */
    private List<Integer> dueWithin(int seconds) {
        return IntStream.range(0, seconds)
                .filter(second -> probe.isDueForNewKey())
                .boxed()
                .toList();
    }

    @Test
    void theKeyOfTheStartIsNoNews() {
        gate.block("401");

        assertThat(dueWithin(200)).isEmpty();
    }

    @Test
    void aNewKeyIsTriedAtOnceAndAgainForTwoMinutes() throws IOException {
        gate.block("401");
        replaceKey();

        assertThat(dueWithin(300)).containsExactly(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110);
    }

    @Test
    void aLateAnswerToACallWithTheOldKeyCostsSecondsAtMost() throws IOException {
        gate.block("401");
        replaceKey();
        assertThat(probe.isDueForNewKey()).isTrue();
        gate.open();
        assertThat(dueWithin(12)).isEmpty();

        gate.block("401, of a call that left with the old key");

        assertThat(dueWithin(10)).hasSize(1);
    }
}
