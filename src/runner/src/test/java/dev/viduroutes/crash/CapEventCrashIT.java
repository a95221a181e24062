package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.crash.Traffic.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process dies when an event of a cap is sent, and not noted yet: another one sends it again. */
class CapEventCrashIT {

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    @Test
    void anEventThatWasSentAndNotNotedIsSentAgain() throws Exception {
        Path told = home.resolve("told");
        try (CrashScene scene = new CrashScene(home, objects, 10)) {
            scene.set(Map.of("VIDU_CAP_DAY", "10s", "VIDU_OUTCOME_URI", "file:" + told));
            Traffic traffic = new Traffic(scene.random(), Files.createDirectories(scene.work("inbox")));
            for (int i = 0; i < 5; i++) {
                traffic.drop(Kind.GOOD);
            }
            scene.haltAt("CAP_TOLD", 1);

            List<Path> sent = events(told);
            assertThat(sent).hasSize(1);
            assertThat(Files.readString(sent.get(0))).contains("\"cap_share\"");
            assertThat(untold(scene)).isEqualTo("1");
            // Somebody has read it; and the minute in which nobody else sends it is over.
            Files.delete(sent.get(0));
            scene.update("UPDATE vidu_cap_event SET lease_until = 0");
            try (RunnerProcess runner = scene.start()) {
                await().atMost(Duration.ofMinutes(1))
                        .failFast(() -> assertThat(runner.isAlive()).isTrue())
                        .until(() -> events(told).equals(sent) && untold(scene).equals("0"));
            }
        }
    }

    private static String untold(CrashScene scene) throws Exception {
        return scene.query("SELECT COUNT(*) FROM vidu_cap_event WHERE told_at = 0")
                .get(0);
    }

    private static List<Path> events(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".cap-event.json"))
                    .toList();
        }
    }
}
