package dev.viduroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListedRoutesTest {

    @Test
    void everyRouteFileIsListedInItsOrder() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                            .sorted())
                    .isEqualTo(RouteFiles.NAMES);
        }
    }
}
