package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code list}, {@code show}, {@code status}, {@code pause}, {@code resume} and {@code cap}, beside a gateway that runs. */
@ViduSandbox
@Timeout(120)
class ReadingCommandsTest {

    private final RunningSandbox sandbox;
    private final Properties settings;
    private final Path home;
    private Main gateway;

    ReadingCommandsTest(RunningSandbox sandbox) {
        this.sandbox = sandbox;
        settings = sandbox.settings();
        settings.setProperty("vidu.intake.file.enabled", "true");
        settings.setProperty("vidu.price.*.*", "0.10");
        settings.setProperty("vidu.cap.day", "600s");
        settings.setProperty("vidu.cap.project.*.day", "300s");
        settings.setProperty("vidu.cap.project.winter.day", "3s");
        home = Path.of(settings.getProperty("vidu.home"));
    }

    @BeforeEach
    void startGateway() {
        gateway = dev.viduroutes.runner.Main.runner();
        gateway.setOverrideProperties(settings);
        gateway.start();
    }

    @AfterEach
    void stopGateway() {
        gateway.stop();
    }

    private Operation run(String... arguments) {
        return Operation.run(settings, arguments);
    }

    private String out(String... arguments) {
        Operation said = run(arguments);
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.err()).isEmpty();
        return said.out();
    }

    private void drop(String id, String prompt) throws Exception {
        drop(id, prompt, "spring");
    }

    private void drop(String id, String prompt, String project) throws Exception {
        Path half = Files.writeString(home.resolve(id), """
                {"request_id": "%s", "metadata": {"project": "%s"},
                 "input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(id, project, prompt));
        Files.move(half, home.resolve("inbox").resolve(id + ".json"));
    }

    private void awaitState(String id, String state) {
        await().until(() -> run("show", id).out().startsWith(id + " " + state + " "));
    }

    @Test
    void aRequestIsListedAndShownFromItsFirstStepToItsLast() throws Exception {
        assertThat(out("list")).isEqualTo("There are no requests yet.\n");
        drop("shot-7", "a lake sandbox:fail=GENERATION_FAILEDx1");
        awaitState("shot-7", "STORED");
        drop("shot-8", "a hut sandbox:fail=INVALID_IMAGE_URL", "autumn");
        awaitState("shot-8", "FAILED");

        String list = out("list");
        assertThat(list)
                .matches("(?s)request +state +for +video +tries +project +from +code\n"
                        + "shot-8 +FAILED +\\d+s +2s +1 +autumn +file +INVALID_IMAGE_URL\n"
                        + "shot-7 +STORED +\\d+s +2s +2 +spring +file +-\n");
        assertThat(out("list", "--state", "stored")).contains("shot-7").doesNotContain("shot-8");
        assertThat(out("list", "--code", "INVALID_IMAGE_URL"))
                .contains("shot-8")
                .doesNotContain("shot-7");
        assertThat(out("list", "--project", "spring", "--source", "file", "--account", "default"))
                .contains("shot-7")
                .doesNotContain("shot-8");
        assertThat(out("list", "--project", "winter")).isEqualTo("There is no such request.\n");
        String page = out("list", "--limit", "1");
        assertThat(page).contains("shot-8").doesNotContain("shot-7");
        String after = page.lines().reduce((first, last) -> last).orElseThrow().replace("more: --after ", "");
        assertThat(out("list", "--limit", "1", "--after", after))
                .contains("shot-7")
                .doesNotContain("shot-8");

        String shown = out("show", "shot-7");
        assertThat(shown)
                .contains(
                        "  from       file, shot-7.json\n",
                        "  project    spring\n",
                        "  video      text-to-video, ",
                        "  cost       0.20 USD, ")
                .containsPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ  received ")
                .containsPattern("Z  submitted +1 ")
                .containsPattern("Z  stored ")
                .contains("GENERATION_FAILED", "CHARGED", "s3://vidu-sandbox/videos/", "/1.mp4");
        assertThat(out("show", "shot-8"))
                .contains("  failed     INVALID_IMAGE_URL: ", "  to do      ")
                .doesNotContain("a hut");
    }

    @Test
    void programsReadTheSame() throws Exception {
        drop("shot-7", "a lake", "fr\u00fchling");
        awaitState("shot-7", "STORED");

        assertThat(run("list", "--json").out()).contains("\"fr\\u00FChling\"");
        JsonNode list = run("list", "--json").json("list");
        assertThat(list.at("/requests/0/request_id").asText()).isEqualTo("shot-7");
        JsonNode shown = run("show", "--json", "shot-7").json("show");
        assertThat(shown.at("/summary/state").asText()).isEqualTo("STORED");
        assertThat(shown.at("/videos/0/uri").asText()).startsWith("s3://");
        JsonNode now = run("status", "--json").json("status");
        assertThat(now.at("/accounts/0/slots_limit").asInt()).isPositive();
        assertThat(now.at("/spent/seconds").asInt()).isEqualTo(2);
    }

    @Test
    void whatIsWrongOrNotThereIsSaid() {
        assertThat(run("list", "--state", "lost").err()).startsWith("--state must be one of ");
        assertThat(run("list", "--limit", "0").exitCode()).isEqualTo(2);
        assertThat(run("list", "--after", "x").err()).startsWith("--after must be what the page before gave as next");
        Operation none = run("show", "nobody");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.err()).startsWith("The journal knows no request nobody; ");
        assertThat(run("status", "--watch", "--json").exitCode()).isEqualTo(2);
        settings.setProperty("vidu.journal.url", "jdbc:sqlite:" + home.resolve("none.db"));
        Operation away = run("status");
        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.err())
                .startsWith("It is not known how it is:\nvidu.journal.url is ")
                .contains("no gateway has used it yet");
        assertThat(home.resolve("none.db")).doesNotExist();
    }

    @Test
    void statusTellsWhatRunsWaitsAndWasSpentInEightyColumns() throws Exception {
        drop("a-request-with-quite-a-long-name-that-fits-nowhere", "a lake sandbox:never");
        awaitState("a-request-with-quite-a-long-name-that-fits-nowhere", "RUNNING");
        assertThat(out("pause", "--account", "default", "--by", "anna"))
                .contains("submits of account default are paused");
        drop("late", "a lake");
        await().until(() -> out("status").contains("1 to be submitted, the oldest for "));

        String status = out("status");
        assertThat(status.lines()).allMatch(line -> line.length() <= 80);
        assertThat(status)
                .containsPattern("now +\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z, by the journal")
                .containsPattern("account +default: 1 of \\d+ slots, ")
                .contains("waiting       1 to be submitted, the oldest for ", ": late (file)")
                .contains("today         2 s, 0.20 USD, 0 requests stored")
                .containsPattern("cap +vidu.cap.day \\S+: 2 of 600 s, 0 %")
                .containsPattern("cap +vidu.cap.project.\\*.day \\S+: 2 of 300 s, 0 %")
                .contains("for a person  nothing", "paused        default, by anna ")
                .containsPattern("\na-request-with-quite-\\.\\.\\. +default +\\d+s +\\S+ +\\S+");
    }

    @Test
    void watchedItIsToldAgainUntilItIsStopped() throws Exception {
        StringWriter said = new StringWriter();
        Thread watching = new Thread(() -> Operation.run(settings, said, "status", "--watch"));
        watching.start();
        await().until(() -> said.toString().split("now  ", -1).length > 2);
        watching.interrupt();
        watching.join(10_000);

        assertThat(watching.isAlive()).isFalse();
        assertThat(said.toString()).doesNotContain("\u001b");
    }

    @Test
    void watchedItGoesOnWhenTheJournalWasAway() throws Exception {
        gateway.stop();
        Path journal = home.resolve("journal.db");
        Path away = home.resolve("away.db");
        Files.move(journal, away);
        StringWriter said = new StringWriter();
        Thread watching = new Thread(() -> Operation.run(settings, said, "status", "--watch"));
        watching.start();
        await().until(() -> said.toString().contains("Asked again in 2 s."));
        assertThat(said.toString()).contains(", It is not known how it is: vidu.journal.url is ");
        Files.move(away, journal);
        await().until(() -> said.toString().contains(", by the journal"));
        watching.interrupt();
        watching.join(10_000);

        assertThat(watching.isAlive()).isFalse();
    }

    @Test
    void theConsoleShowsTheJournalUntilItIsStopped() throws Exception {
        drop("shot-7", "a lake");
        awaitState("shot-7", "STORED");
        int port = FreePort.next();
        StringWriter said = new StringWriter();
        Thread showing = new Thread(() -> Operation.run(settings, said, "console", "--port", Integer.toString(port)));
        showing.start();
        await().until(() -> said.toString().contains("Ctrl-C ends it."));

        assertThat(said.toString()).startsWith("Console: http://127.0.0.1:" + port + "/\n");
        assertThat(asked(port, "/api/requests")).contains("\"shot-7\"");
        assertThat(asked(port, "/api/now")).contains("\"live\":false");
        Operation second = run("console", "--port", Integer.toString(port));
        assertThat(second.exitCode()).isEqualTo(2);
        assertThat(second.err())
                .startsWith("The console is not shown:\nvidu.console.port is " + port + "; nothing can listen there: ")
                .contains("say another one with --port");
        assertThat(run("console", "--port", "70000").err()).startsWith("--port must be a number from 1 to 65535");

        showing.interrupt();
        showing.join(10_000);
        assertThat(showing.isAlive()).isFalse();
        assertThatThrownBy(() -> asked(port, "/api/now")).isInstanceOf(IOException.class);
        settings.setProperty("vidu.journal.url", "jdbc:sqlite:" + home.resolve("none.db"));
        assertThat(run("console").err()).startsWith("The console is not shown:\nvidu.journal.url is ");
        assertThat(home.resolve("none.db")).doesNotExist();
    }

    private static String asked(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void pausedNothingIsSubmittedUntilItIsResumed() throws Exception {
        assertThat(out("pause", "--by", "anna")).isEqualTo("submits of all accounts are paused; none is on the way\n");
        assertThat(out("pause")).startsWith("submits of all accounts were paused already, by anna since ");
        drop("shot-7", "while paused");
        await().until(() -> run("list", "--state", "RECEIVED").out().contains("shot-7"));
        assertThat(out("status")).contains("paused        all, by anna ", "default: 0 of ", ", held");
        assertThat(sandbox.ledger().submitsFor("while paused")).isZero();

        JsonNode resumed = run("resume", "--json").json("pause");
        assertThat(resumed.path("paused").asBoolean()).isFalse();
        assertThat(resumed.path("changed").asBoolean()).isTrue();
        awaitState("shot-7", "STORED");
        assertThat(out("resume")).isEqualTo("submits of all accounts were not paused\n");
        assertThat(run("pause", "--account", "x").exitCode()).isEqualTo(2);
        assertThat(run("pause", "--account", "x").err())
                .startsWith("there is no account \"x\"; it must be one of default");
        assertThat(run("pause", "--batch", "none.csv").exitCode()).isEqualTo(1);
        assertThat(run("pause", "--batch", "a", "--account", "b").exitCode()).isEqualTo(2);
    }

    @Test
    void aCapThatIsRaisedLetsGoOnWhatWaitsForIt() throws Exception {
        drop("shot-7", "over the cap", "winter");
        awaitState("shot-7", "STORED");
        drop("shot-8", "over the cap", "winter");
        await().until(() -> run("list", "--state", "RECEIVED").out().contains("shot-8"));

        assertThat(run("cap", "raise", "vidu.cap.week", "5s").err())
                .contains("the cap is vidu.cap.week; it must be one");
        assertThat(out("cap", "raise", "vidu.cap.project.winter.day", "9s"))
                .matches("vidu.cap.project.winter.day is 9s in \\S+; it was 3s\n");
        awaitState("shot-8", "STORED");
        assertThat(out("cap", "raise", "vidu.cap.project.*.day", "400s", "--project", "spring"))
                .startsWith("vidu.cap.project.*.day for spring is 400s in ");
        assertThat(run("cap", "raise", "vidu.cap.day", "700s", "--json")
                        .json("cap")
                        .path("limit")
                        .asInt())
                .isEqualTo(700);
    }
}
