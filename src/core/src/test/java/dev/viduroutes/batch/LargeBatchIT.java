package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100,000 rows of 1 KB in a heap of 128 MB; a report that knows 50,000 of them is found in seconds. */
class LargeBatchIT {

    @TempDir
    private Path folder;

    @Test
    void aHundredThousandRowsFitIntoASmallHeap() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeBatch.class.getName(),
                        folder.toString(),
                        "50000")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        System.out.println(said);

        Map<String, Long> millis = new HashMap<>();
        said.lines().map(line -> line.split("=")).forEach(pair -> millis.put(pair[0], Long.parseLong(pair[1])));
        assertThat(millis.get("rows")).isEqualTo(50_000);
        assertThat(millis.get("first")).isLessThan(5_000);
        assertThat(millis.get("recovered")).isLessThan(10_000);
        assertThat(Files.size(folder.resolve("report.csv"))).isGreaterThan(90_000_000);
    }
}
