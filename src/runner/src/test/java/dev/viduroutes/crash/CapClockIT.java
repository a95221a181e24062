package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Three processes share a journal and the cap of a day, each with a clock of its own, days ahead or behind. All are killed, and started
 * with other clocks; where they go by these, one is set while it runs, too. By the API's clock it is one day, in which it never makes more seconds than the cap
 * allows. {@code -Dvidu.crash.kills=40} makes it long, {@code -Dvidu.crash.seed} repeats one.
 */
class CapClockIT {

    private static final List<Duration> AHEAD =
            List.of(Duration.ofDays(-1), Duration.ZERO, Duration.ofDays(1), Duration.ofDays(-1), Duration.ofDays(40));
    private static final int NODES = 3;
    /** Later than any lease that a killed process left. */
    private static final Duration LAST = Duration.ofDays(41);

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private final int rounds = Integer.getInteger("vidu.crash.kills", 6) / NODES;
    private final int requests = Integer.getInteger("vidu.crash.requests", 90);
    private final List<RunnerProcess> nodes = new ArrayList<>();
    private CrashScene scene;

    /** Where the journal is: in a file, whose processes go by their own clocks, or on a server that has a clock. */
    private enum Database {
        SQLITE,
        POSTGRESQL
    }

    @ParameterizedTest
    @EnumSource
    void theCapOfADayHoldsThoughClocksAreDaysAheadOrBehind(Database database) throws Exception {
        try (CrashScene opened = new CrashScene(home, objects, CapAttack.concurrentTasks(requests))) {
            scene = opened;
            CapAttack attack = new CapAttack(scene, requests);
            scene.set(Map.of("VIDU_CAP_DAY", attack.cap(), "VIDU_CAP_ZONE", zoneFarFromMidnight()));
            if (database == Database.POSTGRESQL) {
                scene.shareJournal(PostgresServer.get().getJdbcUrl("postgres", PostgresServer.newDatabase()));
            }
            for (int round = 0; round < rounds; round++) {
                start(round);
                attack.goOn(round + 1, rounds);
                if (database == Database.SQLITE) {
                    SetClock.set(clock(round % NODES), LAST);
                    attack.goOn(round + 1, rounds);
                }
                kill();
            }
            start(rounds);
            if (database == Database.SQLITE) {
                setAll();
            }
            attack.assertEnd();
            assertThat(scene.logs().contains(" s ahead of the API's")).isEqualTo(database == Database.SQLITE);
            assertThat(scene.logs().contains(" s behind the API's")).isEqualTo(database == Database.SQLITE);
        } finally {
            nodes.forEach(RunnerProcess::close);
        }
    }

    /** Where it is about noon: a real midnight would begin a new day. */
    private static String zoneFarFromMidnight() {
        int hour = Instant.now().atOffset(ZoneOffset.UTC).getHour();
        return ZoneOffset.ofHours(12 - hour).getId();
    }

    private void start(int round) throws IOException {
        for (int node = 0; node < NODES; node++) {
            SetClock.set(clock(node), AHEAD.get((round + node) % AHEAD.size()));
            nodes.add(scene.start("-Dclock.file=" + clock(node)));
        }
        nodes.forEach(CapAttack::awaitStart);
    }

    private void setAll() throws IOException {
        for (int node = 0; node < NODES; node++) {
            SetClock.set(clock(node), LAST);
        }
    }

    private void kill() {
        for (RunnerProcess node : nodes) {
            node.close();
            scene.died("random");
        }
        nodes.clear();
    }

    private Path clock(int node) {
        return home.resolve("clock-" + node);
    }
}
