package dev.viduroutes.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes share a journal and a cap, and are killed again and again, with more requests than the cap leaves room for. At no
 * moment has the API made more seconds than the cap allows, and at the end no request waits that there is room for.
 * {@code -Dvidu.crash.kills=40} makes it long, {@code -Dvidu.crash.seed} repeats one.
 */
class CapCrashIT {

    private static final int NODES = 3;

    @TempDir
    private Path home;

    @TempDir
    private Path objects;

    private final int kills = Integer.getInteger("vidu.crash.kills", 8);
    private final int requests = Integer.getInteger("vidu.crash.requests", 120);

    @Test
    void theCapHoldsAtEachMomentAndLetsThroughWhatFits() throws Exception {
        List<RunnerProcess> nodes = new ArrayList<>();
        try (CrashScene scene = new CrashScene(home, objects, CapAttack.concurrentTasks(requests))) {
            CapAttack attack = new CapAttack(scene, requests);
            scene.set(Map.of("VIDU_CAP_MONTH", attack.cap()));
            for (int i = 0; i < NODES; i++) {
                nodes.add(scene.start());
            }
            for (int kill = 1; kill <= kills; kill++) {
                attack.goOn(kill, kills);
                int victim = scene.random().nextInt(NODES);
                CapAttack.awaitStart(nodes.get(victim));
                nodes.get(victim).close();
                nodes.set(victim, scene.start());
                scene.died("random");
            }
            attack.assertEnd();
        } finally {
            nodes.forEach(RunnerProcess::close);
        }
    }
}
