package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Task;
import dev.viduroutes.request.TestTasks;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What stands on a stored video. */
class ObjectMetadataTest {

    private static final Download DOWNLOAD = new Download(1, Path.of("x.part"), 9, "ab".repeat(32));

    @Test
    void metadataIsAsciiAndOneLineWhateverTheRequestBrought() {
        Task task = TestTasks.received("shot-7", Map.of("title", "größer ✓\r\nX-Evil: 1", "plain", "a b"))
                .submitting()
                .accepted("task\u00e4", TestTasks.THEN);

        Map<String, String> metadata = ObjectMetadata.of(task, DOWNLOAD);

        assertThat(metadata).containsEntry("plain", "a b").containsEntry("vidu-request-id", "shot-7");
        assertThat(metadata.get("title")).startsWith("gr%C3%B6%C3%9Fer+%E2%9C%93%0D%0A");
        assertThat(metadata.values()).allMatch(value -> value.matches("[ -~]*"));
    }

    @Test
    void namesThatNoHeaderTakesAndThoseOfTheGatewayAreLeftOut() {
        Map<String, String> brought =
                Map.of("vidu-sha256", "x", "Vidu-x", "x", "a\r\nb", "x", "ü", "x", "", "x", "Plain_1", "y");
        Task task = TestTasks.received("shot-7", brought).submitting().accepted("t", TestTasks.THEN);

        Map<String, String> metadata = ObjectMetadata.of(task, DOWNLOAD);

        assertThat(metadata)
                .containsOnlyKeys("vidu-request-id", "vidu-task-id", "vidu-sha256", "Plain_1")
                .containsEntry("vidu-sha256", DOWNLOAD.sha256());
    }

    /** S3 refuses an object with more than 2 KB of metadata; the manifest has all of it. */
    @Test
    void metadataFitsIntoWhatS3Takes() {
        Map<String, String> much = new HashMap<>();
        IntStream.range(0, 10).forEach(i -> much.put("name-" + i, "ü".repeat(200)));
        Task task = TestTasks.received("r".repeat(128), much).submitting().accepted("t".repeat(256), TestTasks.THEN);

        Map<String, String> metadata = ObjectMetadata.of(task, DOWNLOAD);

        int bytes = metadata.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
        assertThat(bytes).isLessThanOrEqualTo(2_048);
        assertThat(metadata).containsEntry("vidu-sha256", DOWNLOAD.sha256()).containsKey("vidu-request-id");
    }
}
