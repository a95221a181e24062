package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.ViduRoutes;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.fixture.PerProcess;
import dev.viduroutes.fixture.ShortWaits;
import dev.viduroutes.fixture.TestCamelContext;
import dev.viduroutes.intake.InFlightFiles;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxBuilder;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The real routes in a Camel context of their own, against the sandbox and a real S3 server; each test with its own
 * sandbox and folders. Time runs 100 times faster: a task takes about a second.
 */
public abstract class GatewayTest extends CamelTestSupport {

    protected static final String BUCKET = "videos-under-test";
    private static final String KEY = "key-of-this-test";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final PerProcess<SandboxS3> S3 =
            new PerProcess<>(folder -> SandboxS3.start(folder, BUCKET, 0, KEY, KEY));

    /** Shared by the tests of a class; they store under different keys. */
    protected static final SandboxS3 s3 = S3.get();

    @TempDir
    protected Path home;

    protected Sandbox sandbox;

    @BeforeAll
    static void emptyTheBucket() throws IOException {
        PerProcess.empty(s3.folder().resolve(BUCKET));
        Files.createDirectories(s3.folder().resolve(BUCKET));
    }

    /** The sandbox of one test; limits that no test reaches unless it sets its own. */
    protected SandboxBuilder sandboxBuilder() {
        return Sandbox.builder()
                .apiKey(KEY)
                .timeScale(100)
                .taskDuration(Duration.ofSeconds(30), 0.1)
                .limits(100_000, Duration.ofSeconds(60), 10);
    }

    /** What a test sets differently; the defaults are the product's, with waits a hundredth as long. */
    protected void configure(Properties settings) {}

    @Override
    protected CamelContext createCamelContext() throws Exception {
        if (sandbox == null) {
            sandbox = sandboxBuilder().start();
        }
        Properties settings = new Properties();
        settings.setProperty("vidu.home", home.toString());
        settings.setProperty("vidu.api.base-url", sandbox.baseUri().toString());
        settings.setProperty("vidu.api.key", KEY);
        settings.setProperty("vidu.limits.requests", "100000");
        settings.setProperty("vidu.retry.first-delay", "20ms");
        settings.setProperty("vidu.retry.max-delay", "200ms");
        settings.setProperty("vidu.account.retry-interval", "100ms");
        settings.setProperty("vidu.submit.grace", "300ms");
        settings.setProperty("vidu.poll.first-delay", "200ms");
        settings.setProperty("vidu.poll.interval", "50ms");
        settings.setProperty("vidu.task.timeout", "10m");
        settings.setProperty("vidu.intake.file.enabled", "true");
        settings.setProperty("vidu.intake.file.poll-interval", "50ms");
        settings.setProperty("vidu.intake.file.settle", "0s");
        settings.setProperty("vidu.intake.file.incomplete-wait", "0s");
        settings.setProperty("vidu.delivery.allow-private", "true");
        settings.setProperty("vidu.s3.bucket", BUCKET);
        settings.setProperty("vidu.s3.endpoint", s3.endpoint().toString());
        settings.setProperty("vidu.s3.access-key", KEY);
        settings.setProperty("vidu.s3.secret-key", KEY);
        configure(settings);
        CamelContext camel = new TestCamelContext();
        PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
        properties.setOverrideProperties(settings);
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        // A stop that waits for something shall be seen to.
        camel.getShutdownStrategy().setTimeout(30);
        ViduRoutes.addTo(camel);
        ShortWaits.betweenRetries(camel);
        ShortWaits.beforeTimers(camel, "vidu-probe-account", "vidu-watch-orphans");
        ShortWaits.betweenTurns(camel, "vidu-look-at-refusals");
        prepare(camel);
        return camel;
    }

    /** What else a host puts into a context that is not started yet. */
    protected void prepare(CamelContext camel) {}

    @AfterEach
    void stopSandbox() {
        context.stop();
        sandbox.close();
    }

    /** Stops the context, as a stop of the process does; the folders, the journal and the sandbox stay. */
    protected void stopContext() {
        context.stop();
    }

    /** Starts another context on what the one that was stopped left behind. */
    protected void startAgain() throws Exception {
        context = (ModelCamelContext) createCamelContext();
        context.start();
        template = context.createProducerTemplate();
        template.start();
    }

    /** The database of the context, as another process sees it. */
    protected JournalFile journal() {
        return new JournalFile(home.resolve("journal.db"));
    }

    /** A request of a text mode. Triggers of the sandbox may stand in the prompt. */
    protected static String request(String prompt) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(prompt);
    }

    /** The same under an id of its own. */
    protected static String request(String id, String prompt) {
        return """
                {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(id, prompt);
    }

    /** Sends a request document the way a host does. */
    protected Outcome generate(Object document) {
        return template().requestBody("direct:vidu-generate", document, Outcome.class);
    }

    /** Puts a file into the intake folder, whole at once. */
    protected Path drop(String name, String content) throws IOException {
        return drop(name, content.getBytes(StandardCharsets.UTF_8));
    }

    protected Path drop(String name, byte[] content) throws IOException {
        return drop(inbox(), name, content);
    }

    /** Puts a file into the folder of urgent requests. */
    protected Path dropUrgent(String name, String content) throws IOException {
        return drop(urgent(), name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static Path drop(Path folder, String name, byte[] content) throws IOException {
        Files.createDirectories(folder);
        Path written = Files.write(folder.resolve(".part-" + System.nanoTime()), content);
        return Files.move(written, folder.resolve(name));
    }

    protected Path urgent() {
        return inbox().resolve("urgent");
    }

    protected Path inbox() {
        return home.resolve("inbox");
    }

    protected Path done() {
        return home.resolve("done");
    }

    protected Path deadLetters() {
        return home.resolve("dead-letter");
    }

    /** Waits for the report of a stored request, and for its file to leave the intake folder. */
    protected JsonNode awaitDone(String name) {
        return awaitReport(name, done().resolve(name + ".outcome.json"));
    }

    /** Waits for the reason of a dead letter, and for its file to leave the intake folder. */
    protected JsonNode awaitDeadLetter(String name) {
        return awaitReport(name, deadLetters().resolve(name + ".reason.json"));
    }

    /** Waits until no request file is left in the intake folder, and says which ones are if that takes too long. */
    protected void awaitEmptyInbox() {
        await().pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(names(inbox())).isEmpty());
    }

    /** A dead letter is the request byte for byte, lies nowhere else, and says why. */
    protected JsonNode assertBuried(String name, byte[] content) throws IOException {
        String record = Source.ofFile(name, 0).recordName();
        await().alias("dead letter " + record)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(deadLetters().resolve(record + ".reason.json"))
                        && Files.exists(deadLetters().resolve(record), LinkOption.NOFOLLOW_LINKS)
                        && !names(inbox()).contains(name)
                        && !isUnderWay(name));
        assertThat(deadLetters().resolve(record)).as(name).hasBinaryContent(content);
        assertThat(names(done())).as(name).noneMatch(found -> found.startsWith(record));
        JsonNode reason = json(deadLetters().resolve(record + ".reason.json"));
        assertThat(reason.path("state").asText()).as(name).isEqualTo("FAILED");
        assertThat(reason.at("/source/name").asText()).isEqualTo(name);
        return reason;
    }

    private JsonNode awaitReport(String name, Path report) {
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(report)
                        && Files.exists(report.resolveSibling(name), LinkOption.NOFOLLOW_LINKS)
                        && !names(inbox()).contains(name)
                        && !isUnderWay(name));
        return json(report);
    }

    /** @return whether the gateway has something to do for the file yet, such as to log what became of it */
    private boolean isUnderWay(String name) {
        InFlightFiles inFlight = context.getRegistry().lookupByNameAndType("viduInFlightFiles", InFlightFiles.class);
        return inFlight != null
                && inFlight.contains(inbox().resolve(name).toAbsolutePath().toString());
    }

    protected static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new AssertionError(file + " is not JSON", unreadable);
        }
    }

    protected Ledger ledger() {
        return sandbox.ledger();
    }

    protected TaskSlots slots() {
        return accounts().first().slots();
    }

    protected ApiAccounts accounts() {
        return context().getRegistry().lookupByNameAndType("viduAccounts", ApiAccounts.class);
    }

    /** @return the object as the S3 server serves it */
    protected ResponseBytes<GetObjectResponse> object(String key) {
        S3Client client = context()
                .getRegistry()
                .lookupByNameAndType("viduStore", VideoStore.class)
                .client();
        return client.getObjectAsBytes(get -> get.bucket(BUCKET).key(key));
    }

    /** @return the names in a folder but that of urgent requests, what is taken but not done included, sorted; none if it does not exist */
    protected static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = new ArrayList<>();
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(".taken-")) {
                    names.addAll(names(file));
                } else if (!name.equals(".lock") && !name.equals("urgent")) {
                    names.add(name);
                }
            }
            return names.stream().sorted().toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        }
    }

    /**
     * Whatever stood on the requests: the API was called as before, and nothing was stored, written or asked for
     * elsewhere.
     *
     * @param plain the ledger after requests with nothing on them
     */
    protected void assertSteeredNothing(Ledger plain) throws IOException {
        assertThat(ledger().hostsSeen()).isEqualTo(plain.hostsSeen());
        assertThat(ledger().headersSeen()).isEqualTo(plain.headersSeen());
        assertThat(ledger().calls().keySet()).isEqualTo(plain.calls().keySet());
        assertThat(ledger().unauthorized()).isZero();
        assertThat(ledger().resultCallsWithAuthorization()).isZero();
        assertThat(names(s3.folder())).doesNotContain("evil-bucket").contains(BUCKET);
        assertThat(names(s3.folder().resolve(BUCKET))).containsExactly("videos");
        for (Path place : List.of(home, home.resolve(".."), home.resolve("../.."))) {
            assertThat(place.resolve("evil.json")).doesNotExist();
        }
    }

    /** Nothing may be left behind by a request that is settled. */
    protected void assertNothingIsLeft() throws Exception {
        assertThat(names(home.resolve("tmp"))).isEmpty();
        assertThat(slots().inUse()).isZero();
    }
}
