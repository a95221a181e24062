package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Task;
import dev.viduroutes.request.TestTasks;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where objects lie in the bucket. */
class ObjectKeysTest {

    private static final List<String> PATTERNS = List.of(
            "videos/{date}/{request_id}/{index}.mp4",
            "{request_id}/{index}",
            "{index}.{request_id}",
            "{request_id}.{index}",
            "{index}/{request_id}/video.mp4",
            "a.b/{request_id}-{index}",
            "{model}/{mode}/{task_id}/{request_id}={index}.mp4");

    @ParameterizedTest
    @CsvSource({
        "videos/{date}/{request_id}/{index}.mp4,videos/2026-11-22/shot-7/2.mp4,videos/2026-11-22/shot-7/manifest.json",
        "{request_id}/{index},shot-7/2,shot-7/manifest.json",
        "{index}.{request_id},2.shot-7,manifest.shot-7.json",
        "{request_id}.{index},shot-7.2,shot-7.manifest.json",
        "a.b/{request_id}-{index},a.b/shot-7-2,a.b/shot-7-manifest.json",
        "{model}/{mode}/{task_id}/{request_id}={index}.mp4,vidu-q3/text-to-video/task_9/shot-7=2.mp4,vidu-q3/text-to-video/task_9/shot-7=manifest.json"
    })
    void aKeyIsThePatternFilled(String pattern, String video, String manifest) {
        ObjectKeys keys = new ObjectKeys(pattern, "vidu-q3");

        assertThat(keys.video(TestTasks.running(), 2)).isEqualTo(video);
        assertThat(keys.manifest(TestTasks.running())).isEqualTo(manifest);
    }

    @Test
    void noTwoObjectsShareAKeyWhateverThePattern() {
        for (String pattern : PATTERNS) {
            ObjectKeys keys = new ObjectKeys(pattern, "vidu-q3");
            Set<String> all = new HashSet<>();
            for (String id : List.of("a", "b", "a.1", "1", "manifest", "a-1")) {
                Task task = TestTasks.received(id, Map.of()).submitting().accepted("t", TestTasks.THEN);
                assertThat(all.add(keys.video(task, 1)))
                        .as("%s of %s", pattern, id)
                        .isTrue();
                assertThat(all.add(keys.video(task, 2)))
                        .as("%s of %s", pattern, id)
                        .isTrue();
                assertThat(all.add(keys.manifest(task)))
                        .as("manifest, %s of %s", pattern, id)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "../../etc",
                "a/b",
                "a\\b",
                "${header.x}",
                "{{vidu.api.key}}",
                "{index}",
                "a b?c#d%2e",
                "größe",
                "\u0000\n"
            })
    void nothingFromOutsideLeavesTheFolderOrIsAnExpression(String hostile) {
        Task task = TestTasks.submitting().accepted(hostile, TestTasks.THEN);
        for (String pattern :
                List.of("videos/{task_id}/{request_id}/{index}.mp4", "v/.{task_id}/{request_id}{index}")) {
            String key = new ObjectKeys(pattern, "vidu-q3").video(task, 1);

            assertThat(key).matches("[A-Za-z0-9._=/-]+");
            assertThat(key.chars().filter(c -> c == '/').count())
                    .isEqualTo(pattern.chars().filter(c -> c == '/').count());
            assertThat(key.split("/")).doesNotContain("..", ".", "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "videos/{date}/{request_id}/{index}.mp4,videos/.vidu-write-check",
        "a/b/{request_id}-{index},a/b/.vidu-write-check",
        "a/b-{request_id}/{index},a/.vidu-write-check",
        "{request_id}-{index}.mp4,.vidu-write-check",
        "v-{request_id}-{index}.mp4,.vidu-write-check",
        "{model}/{mode}/{request_id}{index},vidu-q3/.vidu-write-check",
        "{mode}/{request_id}{index},text-to-video/.vidu-write-check",
        "{request_id}/{index}.mp4,write-check/.vidu-write-check"
    })
    void aWriteIsTriedInTheFolderThatAllObjectsShareElseInOneSuchAsTheyHave(String pattern, String key) {
        assertThat(new ObjectKeys(pattern, "vidu-q3").check()).isEqualTo(key);
    }

    @Test
    void noObjectOfARequestIsTheOneThatIsTried() {
        for (String pattern : PATTERNS) {
            ObjectKeys keys = new ObjectKeys(pattern, "vidu-q3");
            for (String id : List.of("vidu-write-check", ".vidu-write-check", "write-check")) {
                Task task = TestTasks.received(id, Map.of());
                assertThat(keys.check()).isNotIn(keys.video(task, 1), keys.manifest(task));
            }
        }
    }
}
