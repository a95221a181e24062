package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.intake.OutcomeFilesProbe;
import dev.viduroutes.replay.InboxReplayProbe;
import dev.viduroutes.settings.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The order in which the system is asked to write down a request and to let it go, for each sort of record; that the routes
 * wait for it, {@link OnDiskIT} shows.
 */
class OutcomeFilesOnDiskIT {

    @TempDir
    private static Path home;

    private static SystemCalls recorded;
    private static SystemCalls putBack;

    @BeforeAll
    static void trace() throws Exception {
        recorded = trace(OutcomeFilesProbe.class);
        putBack = trace(InboxReplayProbe.class);
    }

    private static SystemCalls trace(Class<?> probe) throws Exception {
        Path trace = home.resolve("trace");
        ChildJvm.End end = new ChildJvm(probe, home)
                .under(SystemCalls.tracer(trace), "cd '" + Path.of("").toAbsolutePath() + "'")
                .run(Map.of(), "-Dprobe.home=" + home);
        assertThat(end.output()).isEmpty();
        assertThat(end.exitCode()).isZero();
        return SystemCalls.read(trace, home);
    }

    @Test
    void everyPartOfARecordIsOnDiskBeforeItsRequestLeaves() throws Exception {
        assertLeavesLast("told.json", "done", List.of("", ".outcome.json"));
        assertLeavesLast("asked.json", "dead-letter", List.of("", ".message.json", ".reason.json"));
        assertLeavesLast("stored.json", "done", List.of(".outcome.json"));
        assertLeavesLast("refused.json", "dead-letter", List.of(".reason.json"));
        assertLeavesLast("stray.json", "dead-letter", List.of(".reason.json"));
    }

    private static void assertLeavesLast(String name, String folder, List<String> parts) {
        for (String part : parts) {
            assertThat(recorded.safe(home.resolve(folder).resolve(name + part)))
                    .as("%s%s is on disk before %s leaves", name, part, name)
                    .isLessThan(recorded.left(home.resolve("inbox").resolve(name)));
        }
    }

    /** Both folders: the file must have one of its names after whatever happens. */
    @Test
    void aFileThatIsMovedIsOnDiskUnderItsNewName() throws Exception {
        assertThat(recorded.safe(home.resolve("done/stored.json"))).isPositive();
        assertThat(recorded.safe(home.resolve("dead-letter/refused.json"))).isPositive();
        for (String moved : List.of("stored.json", "refused.json", "stray.json")) {
            Path source = home.resolve("inbox").resolve(moved);
            assertThat(recorded.isSynced(source.getParent(), recorded.left(source), -1))
                    .as("the folder that %s left", moved)
                    .isTrue();
        }
    }

    @Test
    void aFolderThatIsMadeIsOnDiskBeforeARequestLeaves() throws Exception {
        for (String made : List.of("stored.json", "refused.json")) {
            assertThat(recorded.isSynced(
                            home, 0, recorded.left(home.resolve("inbox").resolve(made))))
                    .as("the folder of the folders, before %s leaves", made)
                    .isTrue();
        }
    }

    @Test
    void whatIsPutBackIsOnDiskBeforeItsDeadLetterLeaves() throws Exception {
        Path deadLetter = home.resolve("dead-letter/.again.json.replaying");
        assertThat(putBack.safe(home.resolve("inbox/again.json")))
                .as("back before its dead letter is removed")
                .isLessThan(putBack.left(deadLetter));
        assertThat(putBack.isSynced(
                        deadLetter.getParent(),
                        putBack.named(deadLetter),
                        putBack.named(home.resolve("inbox/again.json"))))
                .as("that it is set aside is on disk before it is back")
                .isTrue();
    }
}
