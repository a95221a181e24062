package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.route.GatewayTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The folders may have names as people give them. */
class UnusualHomeNameTest extends GatewayTest {

    @Override
    protected void configure(Properties settings) {
        home = home.resolve("Größe + 映像 (neu)/a=b, c;d");
        settings.setProperty("vidu.home", home.toString());
    }

    @Test
    void spacesSignsAndLettersOfAnyScriptWorkInTheHome() throws Exception {
        drop("fine.json", request("odd home"));
        drop("bad.json", "bad");

        awaitDone("fine.json");
        awaitDeadLetter("bad.json");

        try (var all = Files.list(home)) {
            assertThat(all.map(Path::getFileName).map(Path::toString).filter(name -> !name.startsWith("journal.db")))
                    .containsExactlyInAnyOrder("inbox", "done", "dead-letter", "batches", "tmp");
        }
        assertNothingIsLeft();
    }
}
