package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.SettingResolver;
import dev.viduroutes.settings.Settings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two places, and a clock that stands still; a file settles after a minute. */
class FilePlacesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private FilePlaces places;

    @BeforeEach
    void twoPlaces() throws Exception {
        Properties values = new Properties();
        values.setProperty("vidu.api.key", "key");
        values.setProperty("vidu.s3.bucket", "bucket");
        values.setProperty("vidu.limits.concurrent-tasks", "2");
        values.setProperty("vidu.intake.file.settle", "60s");
        CamelContext camel = new DefaultCamelContext();
        camel.getPropertiesComponent().setOverrideProperties(values);
        SettingResolver.addTo(camel, Map.of());
        places = new FilePlaces(Settings.of(camel), () -> NOW);
    }

    private String file(String name, Duration age) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "content");
        Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
        return file.toString();
    }

    private boolean take(String file) {
        GenericFile<File> found = new GenericFile<>();
        found.setAbsoluteFilePath(file);
        return places.add(file) && places.acquireExclusiveReadLock(null, found, null);
    }

    @Test
    void aFileHasOnePlaceUntilItIsReleased() throws Exception {
        String a = file("a", Duration.ofHours(1));
        String b = file("b", Duration.ofHours(1));
        String c = file("c", Duration.ofHours(1));

        assertThat(take(a)).isTrue();
        assertThat(take(a)).isFalse();
        assertThat(take(b)).isTrue();
        assertThat(take(c)).isFalse();
        assertThat(places.inUse()).isEqualTo(2);
        places.remove(a);
        assertThat(take(c)).isTrue();
    }

    @Test
    void onlyWhatIsTakenCountsHoweverManyAreListed() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(places.add(file("listed" + i, Duration.ofHours(1)))).isTrue();
        }

        assertThat(places.inUse()).isZero();
    }

    @Test
    void aFileThatJustChangedIsLeftAloneAndOneFromTheFutureIsNot() throws Exception {
        assertThat(take(file("fresh", Duration.ofSeconds(59)))).isFalse();
        assertThat(take(file("settled", Duration.ofSeconds(60)))).isTrue();
        assertThat(take(file("future", Duration.ofDays(-1)))).isTrue();
        assertThat(take(folder.resolve("gone").toString())).isFalse();
    }
}
