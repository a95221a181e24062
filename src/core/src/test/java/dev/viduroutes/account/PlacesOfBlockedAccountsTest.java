package dev.viduroutes.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.intake.InFlightFiles;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Few places at a source, more requests of an account that can't be used, and behind them those of one that can. */
class PlacesOfBlockedAccountsTest extends GatewayTest {

    private static final String STUDIO_KEY = "key-of-the-studio";
    private static final String AGENCY_KEY = "key-of-the-agency";
    private static final int PLACES = 3;
    private static final int OF_STUDIO = 12;

    private String names = "studio,agency";

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder()
                .account("studio", STUDIO_KEY, 100_000, Duration.ofSeconds(60), 2)
                .account("agency", AGENCY_KEY, 100_000, Duration.ofSeconds(60), 2);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.accounts", names);
        settings.setProperty("vidu.intake.file.in-flight", Integer.toString(PLACES));
        settings.setProperty("vidu.batch.in-flight", "1");
        settings.setProperty("vidu.moderation.limit", "1");
        settings.setProperty("vidu.limits.concurrent-tasks", "2");
        for (String name : names.split(",")) {
            settings.setProperty("vidu.account." + name + ".key", name.equals("studio") ? STUDIO_KEY : AGENCY_KEY);
        }
    }

    private static String of(String account, String prompt) {
        return """
                {"account": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(account, prompt);
    }

    private void dropManyOfStudio(String prompt) throws Exception {
        for (int i = 0; i < OF_STUDIO; i++) {
            drop("s" + i + ".json", of("studio", prompt + i));
        }
    }

    private void awaitThoseOfAgency() throws Exception {
        for (int i = 0; i < 6; i++) {
            drop("a" + i + ".json", of("agency", "a" + i));
        }
        for (int i = 0; i < 6; i++) {
            awaitDone("a" + i + ".json");
        }
    }

    private void awaitThoseOfStudio() {
        for (int i = 0; i < OF_STUDIO; i++) {
            awaitDone("s" + i + ".json");
        }
        await().until(() -> files().inUse() == 0);
        assertThat(ledger().account("studio").largestConcurrentTasks()).isEqualTo(2);
    }

    private InFlightFiles files() {
        return context().getRegistry().lookupByNameAndType("viduInFlightFiles", InFlightFiles.class);
    }

    private SubmitWaits waits() {
        return context().getRegistry().lookupByNameAndType("viduSubmitWaits", SubmitWaits.class);
    }

    @Test
    void aKeyThatIsRefusedHoldsUpNothingElseAtTheSource() throws Exception {
        sandbox.account("studio").rejectKey(true);
        dropManyOfStudio("s");
        await().until(() -> accounts().named("studio").gate().isShut());

        awaitThoseOfAgency();
        assertThat(accounts().named("studio").gate().isShut()).isTrue();

        sandbox.account("studio").rejectKey(false);
        awaitThoseOfStudio();
    }

    @Test
    void aHoldForRefusedContentHoldsUpNothingElseAtTheSource() throws Exception {
        drop("bad.json", of("studio", "sandbox:fail=CONTENT_VIOLATION"));
        awaitDeadLetter("bad.json");
        await().until(() -> accounts().named("studio").slots().isHeld());
        dropManyOfStudio("s");

        awaitThoseOfAgency();

        assertThat(accounts().named("studio").slots().isHeld()).isTrue();
        template().sendBody("direct:vidu-release", "studio");
        awaitThoseOfStudio();
    }

    @Test
    void aPauseOfOneAccountHoldsUpNothingElseAtTheSource() throws Exception {
        template().sendBody("direct:vidu-pause", new PauseOrder("studio", "a test"));
        dropManyOfStudio("s");
        await().until(() -> waits().waitingForSlots().size() > PLACES);

        awaitThoseOfAgency();

        template().sendBody("direct:vidu-resume", new PauseOrder("studio", "a test"));
        awaitThoseOfStudio();
    }

    /** The slots of one are all taken, those of the other are not. */
    @Test
    void anAccountThatIsBusyHoldsUpNothingOfOneThatIsNot() throws Exception {
        dropManyOfStudio("sandbox:slow=3000s s");
        await().until(() -> accounts().named("studio").slots().inUse() == 2);

        awaitThoseOfAgency();

        assertThat(ledger().tasks())
                .filteredOn(task -> task.account().equals("studio"))
                .hasSize(2);
    }

    /** Of twice as many rows as there are places, none is of the other account. */
    @Test
    void rowsOfABlockedAccountHoldUpNoOthersOfTheirBatch() throws Exception {
        sandbox.account("studio").rejectKey(true);
        StringBuilder rows = new StringBuilder("request_id,account,mode,prompt,duration\n");
        for (int i = 0; i < 8; i++) {
            rows.append("r")
                    .append(i)
                    .append(i < 6 ? ",studio" : ",agency")
                    .append(",text-to-video,row")
                    .append(i)
                    .append(",2\n");
        }
        drop("many.csv", rows.toString());

        await().untilAsserted(() ->
                assertThat(ledger().tasks()).extracting(Ledger.Task::prompt).containsExactlyInAnyOrder("row6", "row7"));
        sandbox.account("studio").rejectKey(false);

        await().until(() -> ledger().tasks().size() == 8 && Files.exists(done().resolve("many.csv.report.csv")));
    }

    /** Nobody else could use the places. */
    @Test
    void theOnlyAccountKeepsItsPlaces() throws Exception {
        stopContext();
        names = "studio";
        startAgain();
        sandbox.account("studio").rejectKey(true);
        dropManyOfStudio("s");
        await().until(() -> accounts().named("studio").gate().isShut()
                && waits().waitingForSlots().size() == PLACES);

        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> waits().waitingForSlots().size() == PLACES && files().inUse() == PLACES);

        sandbox.account("studio").rejectKey(false);
        awaitThoseOfStudio();
    }

    private int rows(String state) throws Exception {
        return journal()
                .query("SELECT request_id FROM vidu_task WHERE state = '" + state + "'")
                .size();
    }

    /** It is not known when that account will be here again. */
    @Test
    void tasksOfAnAccountThatIsGoneHoldUpNothingElseAtTheSource() throws Exception {
        dropManyOfStudio("sandbox:slow=3000s s");
        await().until(() -> ledger().tasks().size() == 2);
        await().until(() -> rows("RUNNING") == 2 && rows("RECEIVED") > PLACES);
        stopContext();
        names = "agency";
        journal()
                .execute(
                        "UPDATE vidu_task SET state = 'RUNNING', account = 'studio', task_id = 'gone' WHERE state = 'RECEIVED'");
        startAgain();

        awaitThoseOfAgency();

        assertThat(ledger().tasks()).hasSize(8);
    }
}
