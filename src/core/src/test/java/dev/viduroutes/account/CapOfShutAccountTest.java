package dev.viduroutes.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Many requests of an account that can't be used, and a cap of all accounts that is less than what they cost. */
class CapOfShutAccountTest extends GatewayTest {

    private static final String STUDIO_KEY = "key-of-the-studio";
    private static final String AGENCY_KEY = "key-of-the-agency";
    private static final int OF_STUDIO = 8;
    private static final int OF_AGENCY = 3;
    private static final int CAP_SECONDS = 8;

    private String action = "refuse";

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder()
                .account("studio", STUDIO_KEY, 100_000, Duration.ofSeconds(60), 2)
                .account("agency", AGENCY_KEY, 100_000, Duration.ofSeconds(60), 2);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.accounts", "studio,agency");
        settings.setProperty("vidu.account.studio.key", STUDIO_KEY);
        settings.setProperty("vidu.account.agency.key", AGENCY_KEY);
        settings.setProperty("vidu.limits.concurrent-tasks", "2");
        settings.setProperty("vidu.intake.file.in-flight", "20");
        settings.setProperty("vidu.cap.day", CAP_SECONDS + "s");
        settings.setProperty("vidu.cap.action", action);
    }

    private void drop(String account, int number) throws Exception {
        drop(account + number + ".json", """
                {"account": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(account, account + number));
    }

    private void dropAllOfStudio() throws Exception {
        for (int i = 0; i < OF_STUDIO; i++) {
            drop("studio", i);
        }
        await().until(() -> waits().waitingForSlots().size() == OF_STUDIO);
    }

    private void awaitThoseOfAgency() throws Exception {
        for (int i = 0; i < OF_AGENCY; i++) {
            drop("agency", i);
        }
        for (int i = 0; i < OF_AGENCY; i++) {
            awaitDone("agency" + i + ".json");
        }
    }

    private SubmitWaits waits() {
        return context().getRegistry().lookupByNameAndType("viduSubmitWaits", SubmitWaits.class);
    }

    private int submittedSeconds() {
        return ledger().tasks().stream().mapToInt(Ledger.Task::durationSeconds).sum();
    }

    private int rows(String condition) throws Exception {
        return journal()
                .query("SELECT request_id FROM vidu_task WHERE " + condition)
                .size();
    }

    @Test
    void requestsOfAKeyThatIsRefusedRefuseNoneOfAnotherAccount() throws Exception {
        sandbox.account("studio").rejectKey(true);
        dropAllOfStudio();

        awaitThoseOfAgency();

        sandbox.account("studio").rejectKey(false);
        await().until(() -> rows("state = 'FAILED'") == OF_STUDIO - 1);
        await().until(() -> rows("state = 'STORED'") == OF_AGENCY + 1);
        assertThat(submittedSeconds()).isEqualTo(CAP_SECONDS);
    }

    @Test
    void whatIsPausedHoldsNoneOfAnotherAccountAndWaitsForTheCapOnceItGoesOn() throws Exception {
        stopContext();
        action = "wait";
        startAgain();
        template().requestBody("direct:vidu-pause", new PauseOrder("studio", "anna"));
        dropAllOfStudio();

        awaitThoseOfAgency();

        template().requestBody("direct:vidu-resume", new PauseOrder("studio", "anna"));
        await().until(() -> rows("state = 'STORED'") == OF_AGENCY + 1);
        await().until(() -> waits().waitingForSlots().isEmpty());
        assertThat(rows("state = 'RECEIVED'")).isEqualTo(OF_STUDIO - 1);
        assertThat(submittedSeconds()).isEqualTo(CAP_SECONDS);
        await().until(() -> accounts().named("studio").slots().inUse() == 0);
    }
}
