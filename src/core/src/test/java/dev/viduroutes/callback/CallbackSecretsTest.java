package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Neither the secret nor a signature is anywhere but in the callback URL that the API gets. */
class CallbackSecretsTest extends CallbackTest {

    private final LogTrap everything = LogTrap.of("ROOT", Level.INFO);
    private final LogTrap own = LogTrap.of("vidu", Level.DEBUG);

    @AfterEach
    void closeTraps() {
        own.close();
        everything.close();
    }

    @Test
    void neitherLogsNorFilesHoldASignature() throws Exception {
        drop("good.json", request("good", "fine"));
        awaitDone("good.json");
        drop("bad.json", request("bad", "awful sandbox:fail=CONTENT_VIOLATION"));
        awaitDeadLetter("bad.json");
        start("open", "open sandbox:never");
        String id = running("open", "open").taskId();
        List<URI> urls = List.of(callbackUrl("fine"), callbackUrl("awful"), callbackUrl("open"));
        for (URI url : urls) {
            post(url, "not json");
            post(URI.create(url + "x"), envelope(id, "success"));
            post(url, "x".repeat(70_000));
        }
        try (Connection lock = journal().lock()) {
            assertThat(post(urls.get(2), envelope(id, "success"))).isEqualTo(503);
            assertThat(lock.isClosed()).isFalse();
        }
        await().until(() -> post(urls.get(2), envelope(id, "success")) == 200);

        List<String> said = new ArrayList<>(own.lines());
        said.addAll(everything.lines());
        assertThat(said).as("strangers can't fill the log").noneMatch(line -> line.startsWith("ERROR io.vertx"));
        assertThat(said).anyMatch(line -> line.contains("a callback can't be recorded"));
        for (Path file : files()) {
            said.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        for (URI url : urls) {
            String signature = url.toString().substring(url.toString().lastIndexOf('/') + 1);
            assertThat(said).noneMatch(text -> text.contains(signature));
        }
        assertThat(said).noneMatch(text -> text.contains(SECRET));
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
