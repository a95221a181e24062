package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.runner.Main;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who starts the runner with wrong settings. */
class WrongSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void theRunnerEndsWithEveryMistakeAndNoStackTrace() throws Exception {
        ChildJvm.End end = new ChildJvm(Main.class, folder)
                .run(Map.of("VIDU_LIMITS_REQUESTS", "0", "VIDU_API_KEY", "s3cr3t \u00e4"), "-Dvidu.poll.interval=soon");

        assertThat(end.exitCode()).isEqualTo(2);
        assertThat(end.output())
                .startsWith("vidu-routes does not start:")
                .contains("vidu.api.key has a value that is not shown here; ")
                .contains("vidu.limits.requests is 0; it must be a whole number from 1 to 1000000")
                .contains("vidu.poll.interval is soon; it must be a duration from 10ms to 10m")
                .contains("vidu.s3.bucket is not set; ")
                .doesNotContain("s3cr3t", "\tat ", "Exception");
    }

    @Test
    void aFileOfTheSettingsThatIsMissingOrUnusableIsAMistakeToo() throws Exception {
        ChildJvm.End end = new ChildJvm(Main.class, folder)
                .run(
                        Map.of("VIDU_API_KEY", "k", "VIDU_S3_BUCKET", "bucket"),
                        "-Dvidu.failures=file:nowhere.properties");

        assertThat(end.exitCode()).isEqualTo(2);
        assertThat(end.output())
                .contains("vidu.failures is file:nowhere.properties; ")
                .doesNotContain("\tat ");
    }
}
