package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.request.Task;
import org.junit.jupiter.api.Test;

class ClaimWaitLogTest {

    @Test
    void aRequestThatSomebodyElseHasForAMinuteIsToldOnceWithItsOwner() {
        Task task = Samples.task("shared");
        ClaimWaitLog held = new ClaimWaitLog();
        try (LogTrap log = LogTrap.of("vidu", Level.INFO)) {
            for (int second = 0; second < 600; second++) {
                held.asked(task, second == 0 ? new Claim.Granted(task) : new Claim.Held("node-2"), second);
            }

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("INFO")
                    .contains("requestId=shared waits: owner=node-2", "vidu.journal.lease");
        }
    }
}
