package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret whose file is replaced while somebody uses it. */
class RotatingSecretTest {

    private static final String FIRST = "first-secret-of-all";
    private static final String SECOND = "second-secret-of-all";

    @TempDir
    private Path folder;

    private final LogTrap log = LogTrap.of("vidu", Level.INFO);
    private long nanos;
    private Path file;
    private RotatingSecret secret;

    @BeforeEach
    void start() throws IOException {
        file = Files.writeString(folder.resolve("key"), FIRST + "\n");
        SecretFile source = new SecretFile("vidu.api.key-file", file.toString());
        secret = new RotatingSecret(
                FIRST, Optional.of(source), Pattern.compile("[!-~]{8,}"), "it must be long", () -> nanos);
    }

    @AfterEach
    void close() {
        log.close();
    }

    /** Some time passes, after which the file is looked at again. */
    private String valueLater() {
        nanos += Duration.ofMillis(250).toNanos();
        return secret.value();
    }

    @Test
    void anotherContentIsTheSecretFromNowOn() throws IOException {
        assertThat(valueLater()).isEqualTo(FIRST);
        Files.writeString(file, SECOND);

        assertThat(secret.value()).as("looked at a moment ago").isEqualTo(FIRST);
        assertThat(valueLater()).isEqualTo(SECOND);
        assertThat(log.lines())
                .containsExactly("INFO vidu vidu.api.key-file has another secret, which is used from now on");
        assertThat(Secrets.hidden(SECOND)).isEqualTo("***");
    }

    @Test
    void aFileThatIsReplacedByRenameIsSeen() throws IOException {
        Path next = Files.writeString(folder.resolve("next"), SECOND);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(valueLater()).isEqualTo(SECOND);
    }

    /** Of the same length and with the same times, as some tools write it. */
    @Test
    void whatTheFileSystemSaysOfTheFileDoesNotCount() throws IOException {
        var before = Files.getLastModifiedTime(file);
        Files.writeString(file, FIRST.replace("first", "other") + "\n");
        Files.setLastModifiedTime(file, before);

        assertThat(valueLater()).isEqualTo(FIRST.replace("first", "other"));
    }

    @Test
    void aBrokenFileLeavesTheOldSecretInForceAndIsToldOnce() throws IOException {
        Files.writeString(file, "");
        assertThat(valueLater()).isEqualTo(FIRST);
        assertThat(valueLater()).isEqualTo(FIRST);
        assertThat(log.lines())
                .containsExactly("WARN vidu vidu.api.key-file is " + file
                        + "; it is empty; it must hold the secret; the secret of before is used meanwhile");
        Files.delete(file);
        assertThat(valueLater()).isEqualTo(FIRST);
        assertThat(valueLater()).isEqualTo(FIRST);
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).contains("there is no such file");
        Files.writeString(file, "short");
        assertThat(valueLater()).isEqualTo(FIRST);
        assertThat(log.lines().get(2)).contains("it must be long").doesNotContain("short");
        Files.writeString(file, SECOND);

        assertThat(valueLater()).isEqualTo(SECOND);
    }

    @Test
    void withoutAFileItNeverChanges() {
        RotatingSecret fixed = new RotatingSecret(FIRST, Optional.empty(), Pattern.compile(".*"), "", () -> nanos);

        nanos += Duration.ofDays(1).toNanos();
        assertThat(fixed.value()).isEqualTo(FIRST);
        assertThat(fixed.toString()).doesNotContain(FIRST);
    }
}
