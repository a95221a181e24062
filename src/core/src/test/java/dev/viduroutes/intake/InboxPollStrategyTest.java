package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.route.GatewayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A folder that is gone looks like an empty one to Camel. */
class InboxPollStrategyTest extends GatewayTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);

    @AfterEach
    void closeLog() {
        log.close();
    }

    private Path aside() {
        return inbox().resolveSibling("aside");
    }

    @Test
    void aFolderThatIsGoneIsToldOnceWithItsSettingAndUsedAgainWhenItIsBack() throws IOException {
        Files.move(inbox(), aside());
        await().until(() -> !told().isEmpty());
        assertThat(log.text()).contains("intake=file folder=" + inbox(), "vidu.intake.file.directory", "unmounted");

        Files.move(aside(), inbox());
        drop("back.json", request("back again sandbox:fast"));
        awaitDone("back.json");
        await().until(() -> told().size() == 2);
        assertThat(told().get(1)).contains("intake=file", "available again after");
    }

    /** Whoever clears the intake folder removes it, too. */
    @Test
    void theFolderOfUrgentOnesIsMadeAgainIfTheIntakeFolderIsThere() throws IOException {
        await().until(() -> Files.exists(urgent()));
        Files.delete(urgent());

        await().until(() -> Files.exists(urgent()));

        dropUrgent("urgent.json", request("after all sandbox:fast"));
        awaitDone("urgent.json");
        assertThat(log.lines()).isEmpty();
    }

    /** The folder of urgent requests lies in it, and is an intake of its own. */
    private List<String> told() {
        return log.lines().stream()
                .filter(line -> line.contains("intake=file "))
                .toList();
    }

    @Test
    void aFileInItsPlaceIsToldToo() throws IOException {
        Files.move(inbox(), aside());
        Files.createFile(inbox());

        await().until(() -> !told().isEmpty());
        assertThat(told()).singleElement().asString().contains("names no folder any more");
    }
}
