package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An account that refuses submits, whatever its balance. */
class AccountGateTest {

    private final LogTrap log = LogTrap.of("vidu.account", Level.INFO);
    private final AccountGate account = new AccountGate();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void whatIsRefusedAgainAndAgainForOneReasonIsToldOnceUntilASubmitIsAccepted() {
        for (int i = 0; i < 4; i++) {
            account.block("403 (not allowed)");
            account.block("403 (not allowed)");
            account.open();
        }
        account.accepted();
        assertThat(log.lines())
                .containsExactly(
                        "ERROR vidu.account account=blocked: 403 (not allowed); submits wait until it is in order",
                        "INFO vidu.account account=open: submits go on",
                        "INFO vidu.account account=open: a submit was accepted, after others had been refused 4 times");

        account.block("403 (not allowed)");
        account.open();
        account.block("402 (no balance)");

        assertThat(log.lines()).filteredOn(line -> line.startsWith("ERROR")).hasSize(3);
    }

    @Test
    void itIsAskedAboutLessOftenTheMoreOftenThatWasInVain() {
        List<Integer> pauses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            account.block("403 (not allowed)");
            int pause = 1;
            while (!account.isToBeAsked()) {
                pause++;
            }
            pauses.add(pause);
            account.open();
        }
        account.accepted();
        account.block("403 (not allowed)");

        assertThat(pauses).containsExactly(1, 2, 4, 8, 8, 8);
        assertThat(account.isToBeAsked()).isTrue();
    }

    @Test
    void oneThatIsInOrderIsNotAskedAbout() {
        assertThat(account.isToBeAsked()).isFalse();
    }
}
