package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.money.Prices;
import dev.viduroutes.request.Outcomes;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.PriceSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that can't be moved: a folder of somebody else, or one on another file system than the dead letters. */
class ImmovableEntryTest {

    @TempDir
    private Path inbox;

    private Path stray;
    private Path deadLetters;
    private StrayInboxEntries strays;

    @BeforeEach
    void deadLettersInTheStrayItself() throws Exception {
        stray = Files.createDirectory(inbox.resolve("folder.json"));
        deadLetters = Files.createDirectory(stray.resolve("dead-letters"));
        Settings settings = TestSettings.with(
                "vidu.intake.file.directory", inbox.toString(), "vidu.dead-letter.directory", deadLetters.toString());
        strays = new StrayInboxEntries(
                settings,
                new OutcomeFiles(settings, new DurableFiles(), new PictureFiles(settings, new DurableFiles())),
                List.of(".json"));
    }

    private boolean isRemoved(Path path) throws Exception {
        Source source = strays.source(path);
        return strays.isRemoved(
                path, source, new Outcomes(Instant::now, new Prices(new PriceSettings("USD", Map.of()))).stray(source));
    }

    @Test
    void itStaysWithoutADeadLetterAndIsToldOnceByItsName() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            assertThat(strays.find()).containsExactly(stray);
            assertThat(isRemoved(stray)).isFalse();
            assertThat(isRemoved(stray)).isFalse();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("file=folder.json")
                    .contains("remove it");
        }
        assertThat(deadLetters).isEmptyDirectory();
    }

    @Test
    void oneThatIsGoneIsNoTrouble() throws Exception {
        Path gone = Files.createSymbolicLink(inbox.resolve("gone.json"), Path.of("nowhere"));
        Source source = strays.source(gone);
        Files.delete(gone);

        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            assertThat(strays.isRemoved(
                            gone,
                            source,
                            new Outcomes(Instant::now, new Prices(new PriceSettings("USD", Map.of()))).stray(source)))
                    .isFalse();
            assertThat(log.lines()).isEmpty();
        }
        assertThat(deadLetters).isEmptyDirectory();
    }
}
