package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.viduroutes.kafka.KafkaBroker;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.SandboxBroker;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import dev.viduroutes.sqs.SqsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} against the sandbox, with each thing broken in turn. */
@ViduSandbox
@Timeout(120)
class CheckCommandTest {

    private static final String NOWHERE = "127.0.0.1:9";

    @TempDir
    private Path folder;

    private final RunningSandbox sandbox;
    private final Properties settings;

    CheckCommandTest(RunningSandbox sandbox) {
        this.sandbox = sandbox;
        settings = sandbox.settings();
        settings.setProperty("vidu.intake.file.enabled", "true");
    }

    @AfterEach
    void mend() {
        sandbox.api().rejectKey(false);
        sandbox.api().setBalance(1_000);
    }

    private Operation check(String... options) {
        return checkAt(InstantSource.system(), options);
    }

    private Operation checkAt(InstantSource clock, String... options) {
        Operation said = Operation.runAt(
                clock,
                settings,
                Stream.concat(Stream.of("check"), Stream.of(options)).toArray(String[]::new));
        assertThat(said.out() + said.err()).doesNotContain(settings.getProperty("vidu.api.key"), "Exception\n");
        return said;
    }

    /** @return what it says of a thing that would not work, while all others would */
    private String broken(String thing, String... options) {
        return brokenOf(List.of(thing), check(options)).get(0);
    }

    private static List<String> brokenOf(List<String> things, Operation said) {
        assertThat(said.exitCode()).as(said.out()).isEqualTo(1);
        List<String> failed =
                said.out().lines().filter(line -> line.startsWith("FAILED ")).toList();
        assertThat(failed)
                .as(said.out())
                .extracting(line -> line.split(" +", 3)[1])
                .containsExactlyElementsOf(things);
        assertThat(said.out())
                .containsPattern("\nIt would not work: " + things.size() + " failed(; warnings: \\d+)?\n$");
        return failed;
    }

    private void overwrite(String key, Object value) {
        settings.setProperty(key, value.toString());
    }

    @Test
    void whereAllIsWellItSaysSoAndChangesNothingButTheObjectOfTheWriteCheck() throws IOException {
        Path home = Path.of(settings.getProperty("vidu.home"));
        Operation said = check();

        assertThat(said.exitCode()).as(said.out()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .contains("ok       settings  ", "ok       key       the key is accepted; the account holds ")
                .contains("ok       clock     this machine's clock is 0 s")
                .contains("ok       bucket    bucket vidu-sandbox at http://127.0.0.1:")
                .contains("ok       journal   " + home.resolve("journal.db")
                        + " is not there yet: the first start makes it")
                .contains("ok       folders   ", " MiB free")
                .contains("skipped  proxy     none is set; calls leave directly")
                .contains("skipped  callback  vidu.api.mode is polling")
                .contains("\nIt would work");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
        assertThat(sandbox.object("videos/.vidu-write-check")).exists();
        assertThat(sandbox.ledger().tasks()).isEmpty();
    }

    @Test
    void programsReadWhatTheSchemaDescribes() throws IOException {
        JsonNode well = check("--json").json("check");
        assertThat(well.path("works").asBoolean()).isTrue();
        assertThat(well.path("checks")).hasSizeGreaterThan(6);

        overwrite("vidu.s3.bucket", "no-such-bucket");
        Operation said = check("--json");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.json("check").path("works").asBoolean()).isFalse();
    }

    @Test
    void wrongSettingsAreNamedEachAndNothingElseIsTried() throws IOException {
        overwrite("vidu.poll.interval", "soon");
        settings.remove("vidu.s3.bucket");
        Operation said = check();

        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.out())
                .contains(
                        "FAILED   settings  vidu.poll.interval is soon; ",
                        "FAILED   settings  vidu.s3.bucket is not set; ")
                .endsWith("It would not work: 2 failed\n");
        assertThat(check("--json").json("check").path("works").asBoolean()).isFalse();
        overwrite("vidu.poll.interval", "5s");
        overwrite("vidu.s3.bucket", sandbox.s3().bucket());
        overwrite("vidu.request.schema", "file:" + folder.resolve("none.json"));
        assertThat(check().out()).contains("FAILED   settings  vidu.request.schema is file:");
        settings.remove("vidu.request.schema");
        overwrite("vidu.tls.trust-store", folder.resolve("none.p12"));
        assertThat(check().exitCode()).isEqualTo(2);
    }

    @Test
    void aWrongKeyAndAnEmptyAccountAreTold() {
        overwrite("vidu.api.key", "somebody-elses-key");
        assertThat(broken("key"))
                .contains("answers 401", "look at VIDU_API_KEY, or its file: APIXO must know this key");

        overwrite("vidu.api.key", sandbox.settings().getProperty("vidu.api.key"));
        sandbox.api().setBalance(0);
        assertThat(broken("key")).contains("the account holds 0", "topped up");
    }

    @Test
    void eachAccountIsAskedWithItsOwnKey() {
        overwrite("vidu.accounts", "studio,agency");
        overwrite("vidu.account.studio.key", settings.getProperty("vidu.api.key"));
        overwrite("vidu.account.agency.key", "somebody-elses-key");
        Operation said = check();

        assertThat(said.out()).contains("ok       key studio  the key", "FAILED   key agency  the API at ");
        assertThat(said.out()).contains("look at vidu.account.agency.key: ");
    }

    @Test
    void anApiThatIsAwayIsToldAndTheClockIsNotKnownThen() {
        overwrite("vidu.api.base-url", "http://" + NOWHERE);
        Operation said = check();

        assertThat(brokenOf(List.of("key"), said).get(0)).contains("not sent", "look at vidu.api.base-url");
        assertThat(said.out()).contains("warning  clock     the API did not say what time it is");
    }

    @Test
    void aBucketThatIsMissingAwayOrForbiddenIsTold() {
        overwrite("vidu.s3.bucket", "no-such-bucket");
        assertThat(broken("bucket")).contains("vidu.s3.bucket is no-such-bucket; ", "has no such bucket");

        overwrite("vidu.s3.bucket", sandbox.s3().bucket());
        overwrite("vidu.s3.secret-key", "wrong-secret-key");
        assertThat(broken("bucket")).contains("vidu.s3.access-key and vidu.s3.secret-key");

        overwrite("vidu.s3.secret-key", sandbox.settings().getProperty("vidu.s3.secret-key"));
        overwrite("vidu.s3.endpoint", "http://" + NOWHERE);
        assertThat(broken("bucket")).contains("can't be written");
    }

    @Test
    void aBucketInAnotherRegionIsTold() throws IOException {
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", call -> {
            call.getResponseHeaders().add("x-amz-bucket-region", "eu-west-1");
            call.sendResponseHeaders(301, -1);
            call.close();
        });
        elsewhere.start();
        try {
            overwrite(
                    "vidu.s3.endpoint",
                    "http://127.0.0.1:" + elsewhere.getAddress().getPort());
            assertThat(broken("bucket"))
                    .contains(
                            "vidu.s3.region is us-east-1; the bucket vidu-sandbox is in eu-west-1, set vidu.s3.region=eu-west-1");
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void aJournalThatCantBeUsedIsToldAndLeftAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("plain"), "no database ".repeat(1_000));
        byte[] before = Files.readAllBytes(file);
        overwrite("vidu.journal.url", "jdbc:sqlite:" + file);
        assertThat(broken("journal")).contains("vidu.journal.url is jdbc:sqlite:", "no SQLite database");
        assertThat(file).hasBinaryContent(before);

        overwrite("vidu.journal.url", "jdbc:sqlite:" + file + "/journal.db");
        assertThat(broken("journal")).contains("this process can't make it in " + file);
        overwrite("vidu.journal.url", "jdbc:sqlite:" + folder);
        assertThat(broken("journal")).contains("it is a folder");
        overwrite("vidu.journal.url", "jdbc:postgresql://" + NOWHERE + "/vidu");
        assertThat(broken("journal")).contains("see host and port");
    }

    @Test
    void aJournalOfALaterVersionIsToldAndOneOfThisIsFine() throws Exception {
        Path file = folder.resolve("journal.db");
        overwrite("vidu.journal.url", "jdbc:sqlite:" + file);
        assertThat(Operation.run(settings, "batch", "list").exitCode()).isZero();
        assertThat(check().out()).contains("ok       journal   " + file + ": its tables are of version ");

        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE vidu_version SET mversion = '999' WHERE mversion = '1'");
        }
        assertThat(broken("journal")).contains("a later version of vidu-routes made");
    }

    @Test
    void aFolderThatCantBeWrittenAndADiskWithoutRoomAreTold() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        overwrite("vidu.dead-letter.directory", file.resolve("dead-letter"));
        assertThat(broken("folders")).contains("vidu.dead-letter.directory is " + file.resolve("dead-letter"));
        settings.remove("vidu.dead-letter.directory");

        Path small = Files.createDirectories(folder.resolve("small"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString()))
                .isZero();
        try {
            overwrite("vidu.tmp.directory", small.resolve("tmp"));
            assertThat(broken("folders")).contains("vidu.tmp.directory=" + small + " has ", "make room there");
        } finally {
            run("umount", small.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void aClockThatIsOffIsTold() {
        assertThat(brokenOf(List.of("clock"), checkAt(() -> Instant.now().plus(Duration.ofHours(1))))
                        .get(0))
                .containsPattern("clock is (3599|3600|3601) s ahead of the API's; ")
                .contains("have a time server set it");
        Operation behind = checkAt(() -> Instant.now().minusSeconds(60));
        assertThat(behind.exitCode()).isZero();
        assertThat(behind.out())
                .containsPattern("warning  clock     this machine's clock is (59|60|61) s behind the API's");
        assertThat(behind.out()).contains("\nIt would work; warnings: ");
    }

    @Test
    void aProxyThatIsAwayIsToldByItselfAndByWhatGoesThroughIt() {
        overwrite("vidu.proxy.url", "http://user:secret-of-the-proxy@" + NOWHERE);
        Operation said = check();

        List<String> failed = brokenOf(List.of("key", "bucket", "proxy"), said);
        assertThat(failed).allMatch(line -> line.contains("vidu.proxy.url"));
        assertThat(failed.get(0)).contains("the proxy " + NOWHERE);
        assertThat(failed.get(2)).contains("vidu.proxy.url is " + NOWHERE + "; nobody answers there");
        assertThat(said.out()).doesNotContain("secret-of-the-proxy");
    }

    @Test
    void brokersThatAreAwayAreToldInBoundedTime() {
        overwrite("vidu.intake.jms.enabled", true);
        overwrite("vidu.intake.jms.url", "tcp://" + NOWHERE);
        overwrite("vidu.intake.amqp.enabled", true);
        overwrite("vidu.intake.amqp.url", "amqp://" + NOWHERE);
        overwrite("vidu.intake.kafka.enabled", true);
        overwrite("vidu.intake.kafka.brokers", NOWHERE);
        overwrite("vidu.intake.sqs.enabled", true);
        overwrite("vidu.intake.sqs.queue-url", "http://" + NOWHERE + "/000000000000/requests");
        overwrite("vidu.intake.sqs.access-key", "x");
        overwrite("vidu.intake.sqs.secret-key", "a-secret-key");
        long begin = System.nanoTime();
        Operation said = check();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
        List<String> failed = brokenOf(List.of("jms", "amqp", "kafka", "sqs"), said);
        assertThat(failed.get(0)).contains("vidu.intake.jms.url");
        assertThat(failed.get(1)).contains("vidu.intake.amqp.url");
        assertThat(failed.get(2)).contains("vidu.intake.kafka.");
        assertThat(failed.get(3)).contains("vidu.intake.sqs.queue-url");
    }

    @Test
    void aBrokerThatIsThereIsFineAndOneThatRefusesTheLoginIsNot() {
        try (SandboxBroker broker =
                SandboxBroker.start(folder.resolve("broker"), "gateway", "its-password", Map.of())) {
            overwrite("vidu.intake.jms.enabled", true);
            overwrite("vidu.intake.jms.url", broker.url());
            overwrite("vidu.intake.jms.user", "gateway");
            overwrite("vidu.intake.jms.password", "its-password");
            overwrite("vidu.intake.amqp.enabled", true);
            overwrite("vidu.intake.amqp.url", broker.amqpUrl());
            overwrite("vidu.intake.amqp.user", "gateway");
            overwrite("vidu.intake.amqp.password", "its-password");
            assertThat(check().out())
                    .containsPattern("ok       jms       broker=tcp://[0-9.:]+ queue=\\S+ answers, with transactions")
                    .containsPattern("ok       amqp      broker=amqp://[0-9.:]+ queue=\\S+ answers, with transactions");

            overwrite("vidu.intake.jms.password", "another-password");
            assertThat(broken("jms")).contains("vidu.intake.jms.user").doesNotContain("another-password");
        }
    }

    @Test
    void aTopicAndAQueueOfSqsAreFineOnceTheyAreThere() throws Exception {
        try (KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"));
                SqsServer sqs = SqsServer.start()) {
            overwrite("vidu.intake.kafka.enabled", true);
            overwrite("vidu.intake.kafka.brokers", kafka.address());
            overwrite("vidu.intake.kafka.topic", "requests-of-the-check");
            overwrite("vidu.intake.sqs.enabled", true);
            overwrite(
                    "vidu.intake.sqs.queue-url",
                    "http://127.0.0.1:" + sqs.port() + "/000000000000/requests-of-the-check");
            overwrite("vidu.intake.sqs.access-key", SqsServer.KEY);
            overwrite("vidu.intake.sqs.secret-key", SqsServer.KEY);
            List<String> failed = brokenOf(List.of("kafka", "sqs"), check());
            assertThat(failed.get(0)).contains("vidu.intake.kafka.topic=requests-of-the-check does not exist");
            assertThat(failed.get(1)).contains("vidu.intake.sqs.queue-url names no queue");

            kafka.createTopic("requests-of-the-check", 3);
            sqs.client().createQueue(make -> make.queueName("requests-of-the-check"));
            assertThat(check().out())
                    .contains("ok       kafka     brokers=" + kafka.address()
                            + " topic=requests-of-the-check has 3 partitions")
                    .contains("ok       sqs       queue=http://127.0.0.1:" + sqs.port());
        }
    }

    @Test
    void serversThatNeverAnswerAreWaitedForUntilTheTimeIsUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            overwrite("vidu.api.base-url", url);
            overwrite("vidu.s3.endpoint", url);
            long begin = System.nanoTime();
            List<String> failed = brokenOf(List.of("key", "bucket"), check());

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(25));
            assertThat(failed.get(0)).contains("no answer within 10 s; look at vidu.api.base-url");
            assertThat(failed.get(1)).contains("vidu.s3.endpoint");
        }
    }

    @Test
    void thePublicUrlIsCalledIfAsked() {
        int port = FreePort.next();
        overwrite("vidu.api.mode", "callback");
        overwrite("vidu.callback.address", "127.0.0.1");
        overwrite("vidu.callback.port", port);
        overwrite("vidu.callback.secret", "0123456789abcdef0123456789abcdef");
        overwrite("vidu.callback.public-url", "http://127.0.0.1:" + port);
        assertThat(check().out())
                .contains("skipped  callback  vidu.callback.public-url was not called; check --callback does");
        assertThat(check("--callback").out())
                .contains("ok       callback  vidu.callback.public-url=http://127.0.0.1:" + port
                        + " leads to this machine");

        overwrite("vidu.callback.public-url", "http://" + NOWHERE);
        assertThat(broken("callback", "--callback")).contains("can't be reached from here");
        overwrite("vidu.callback.public-url", sandbox.api().baseUri());
        assertThat(broken("callback", "--callback")).contains("leads to somebody else");
    }
}
