package dev.viduroutes.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import dev.viduroutes.request.Digests;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.VideoRequest;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Pictures that come with requests, all the way to the API and to where they end. */
class LocalPicturesTest extends GatewayTest {

    private static final byte[] START = TestPictures.png(320, 180, 1);
    private static final byte[] END = TestPictures.jpeg(320, 180, 2);

    private final LogTrap log = LogTrap.of("vidu", Level.DEBUG);
    private final LogTrap everything = LogTrap.of("ROOT", Level.INFO);

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.incomplete-wait", "400ms");
        settings.setProperty(
                "vidu.templates.directory", home.resolve("templates").toString());
        settings.setProperty("vidu.images.buckets", BUCKET + "/mine," + BUCKET + "/ours/of-2026");
    }

    @AfterEach
    void noLogHoldsALink() {
        log.close();
        everything.close();
        assertThat(Stream.concat(log.lines().stream(), everything.lines().stream()))
                .noneMatch(line -> line.contains("X-Amz-Signature"));
    }

    private static String files(String id, String... names) {
        return """
                {"request_id": "%s", "image_files": ["%s"], "input": {"mode": "image-to-video", "prompt": "%s;", "duration": 2}}""".formatted(id, String.join("\", \"", names), id);
    }

    private static String prompting(String trigger, String document) {
        return document.replace(";\"", "; " + trigger + "\"");
    }

    private static String urls(String id, String... urls) {
        return """
                {"request_id": "%s", "input": {"mode": "image-to-video", "prompt": "%s;", "duration": 2, "image_urls": ["%s"]}}""".formatted(id, id, String.join("\", \"", urls));
    }

    @Override
    protected Outcome generate(Object document) {
        try {
            return CompletableFuture.supplyAsync(() -> super.generate(document)).get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException unending) {
            throw new AssertionError(log.text(), unending);
        }
    }

    private static String sha256(byte[] content) throws Exception {
        return Digests.sha256(new ByteArrayInputStream(content));
    }

    /** Exactly one task, which fetched these pictures. */
    private void assertMadeOf(String id, byte[]... pictures) throws Exception {
        List<Ledger.Task> tasks = ledger().tasksFor(id + ";");
        assertThat(tasks).as(id).hasSize(1);
        String[] expected = new String[pictures.length];
        for (int i = 0; i < pictures.length; i++) {
            expected[i] = sha256(pictures[i]);
        }
        assertThat(tasks.get(0).state()).isEqualTo("success");
        assertThat(tasks.get(0).imagesSha256()).as(id).containsExactly(expected);
    }

    private Path pictures(Path folder, String request) {
        return folder.resolve(request + ".images");
    }

    private String refusal(String name) {
        JsonNode reason = awaitDeadLetter(name);
        assertThat(reason.at("/failure/code").asText()).as("%s", reason).isEqualTo("INVALID_IMAGE");
        assertThat(reason.at("/failure/billing").asText()).isEqualTo("none");
        return reason.at("/failure/message").asText();
    }

    @Test
    void aPictureBesideItsRequestBecomesAVideoAndMovesWithIt() throws Exception {
        drop("start.png", START);
        drop("shot.json", files("whole", "start.png"));

        JsonNode report = awaitDone("shot.json");

        assertThat(report.path("state").asText()).isEqualTo("STORED");
        assertMadeOf("whole", START);
        assertThat(pictures(done(), "shot.json").resolve("start.png")).hasBinaryContent(START);
        assertThat(names(inbox())).isEmpty();
        assertThat(object("images/" + sha256(START) + ".png").asByteArray()).isEqualTo(START);
        String video =
                new String(object(report.at("/videos/0/key").asText()).asByteArray(), StandardCharsets.ISO_8859_1);
        assertThat(video).contains("covr");
        assertThat(ledger().lastRequest("whole")).doesNotContain("image_files").contains("X-Amz-Signature");
        assertNothingIsLeft();
    }

    @Test
    void twoFramesKeepTheirOrder() throws Exception {
        drop("b.jpg", END);
        drop("a.png", START);
        drop("two.json", files("two", "b.jpg", "a.png"));

        awaitDone("two.json");

        assertMadeOf("two", END, START);
        assertThat(names(pictures(done(), "two.json"))).containsExactly("a.png", "b.jpg");
    }

    @Test
    void aPictureWithinTheDocumentIsTakenFromIt() throws Exception {
        Outcome outcome = generate(urls("data", TestPictures.dataUrl("png", START)));

        assertThat(outcome.failure()).isEmpty();
        assertMadeOf("data", START);
    }

    private void putObject(String key, byte[] content) {
        context()
                .getRegistry()
                .lookupByNameAndType("viduStore", VideoStore.class)
                .client()
                .putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    @Test
    void anObjectIsTakenFromWhereRequestsMayHavePicturesAndFromNowhereElse() throws Exception {
        List<String> others = List.of("secret.png", "mine.png", "mines/a.png", "ours/b.png", "images/c.png");
        for (String key : others) {
            putObject(key, START);
        }
        putObject("mine/pic one.png", START);
        putObject("ours/of-2026/deep/pic.png", END);

        assertThat(generate(urls("object", "s3://" + BUCKET + "/mine/pic one.png"))
                        .failure())
                .isEmpty();
        assertThat(generate(urls("deep", "s3://" + BUCKET + "/ours/of-2026/deep/pic.png"))
                        .failure())
                .isEmpty();

        assertMadeOf("object", START);
        assertMadeOf("deep", END);
        List<String> refused = Stream.concat(
                        others.stream(),
                        Stream.of(
                                "mine/../secret.png",
                                "mine//../secret.png",
                                "/secret.png",
                                "mine/./pic one.png",
                                "mine/.."))
                .map(key -> "s3://" + BUCKET + "/" + key)
                .toList();
        for (String url : Stream.concat(refused.stream(), Stream.of("s3://someone-elses/mine/pic.png"))
                .toList()) {
            assertThat(generate(urls("other", url)).failure().orElseThrow().message())
                    .as(url)
                    .contains(url)
                    .contains("vidu.images.buckets");
        }
        assertThat(ledger().submitsFor("other;")).isZero();
    }

    @Test
    void aPictureThatArrivesLateOrInPartsIsWaitedFor() throws Exception {
        drop("late.json", files("late", "late.png"));
        await().until(() -> log.text().contains("waits for image_files[0]: missing"));
        byte[] half = Arrays.copyOf(START, START.length / 2);
        Files.write(inbox().resolve("late.png"), half);
        await().until(() -> log.text().contains("waits for image_files[0]: truncated"));
        Files.write(inbox().resolve("late.png"), START);

        awaitDone("late.json");

        assertMadeOf("late", START);
    }

    @Test
    void whatNeverComesOrIsNoPictureIsRefusedWithWhatWasFound() throws Exception {
        Files.createDirectories(inbox());
        Path secret = Files.write(home.resolve("secret.png"), START);
        Files.createSymbolicLink(inbox().resolve("link.png"), secret);
        Files.createDirectory(inbox().resolve("folder.png"));
        new ProcessBuilder("mkfifo", inbox().resolve("pipe.png").toString())
                .start()
                .waitFor();
        drop("half.png", Arrays.copyOf(START, START.length / 2));
        drop("vast.png", TestPictures.pngSaying(60_000, 60_000));
        drop("drawing.png", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
        Map<String, String> found = Map.of(
                "none.png", "missing",
                "link.png", "a link",
                "folder.png", "a folder",
                "pipe.png", "a device or pipe",
                "half.png", "truncated",
                "vast.png", "60000 x 60000 pixels",
                "drawing.png", "an SVG");
        for (String name : found.keySet()) {
            drop(name + ".json", files(name, name));
        }

        for (Map.Entry<String, String> one : found.entrySet()) {
            assertThat(refusal(one.getKey() + ".json"))
                    .startsWith("image_files[0] is \"" + one.getKey() + "\", which is " + one.getValue());
        }
        assertThat(ledger().submits()).isEmpty();
        assertThat(pictures(deadLetters(), "half.png.json").resolve("half.png")).exists();
        assertThat(secret).hasBinaryContent(START);
    }

    @Test
    void noNameLeadsOutOfTheFolder() throws Exception {
        Files.write(home.resolve("outside.png"), START);
        int count = 0;
        for (String name : List.of("../outside.png", "/etc/passwd", ".hidden.png", "a/b.png", "")) {
            drop("out" + count + ".json", files("out" + count, name));
            JsonNode reason = awaitDeadLetter("out" + count++ + ".json");
            assertThat(reason.at("/failure/message").asText()).startsWith("image_files[0] is \"" + name + "\"");
        }
        assertThat(generate(urls("forged", "vidu-image:" + "0".repeat(64) + ".png?1x1"))
                        .failure())
                .isPresent();
        assertThat(generate(files("direct", "start.png"))
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo("INVALID_IMAGE");
        assertThat(ledger().submits()).isEmpty();
        assertThat(home.resolve("outside.png")).exists();
    }

    @Test
    void aPictureOfTwoRequestsIsStoredOnceAndStaysForTheSecond() throws Exception {
        drop("shared.png", START);
        drop("first.json", files("first", "shared.png"));
        drop("second.json", prompting("sandbox:never", files("second", "shared.png")));
        awaitDone("first.json");
        assertThat(pictures(done(), "first.json").resolve("shared.png")).hasBinaryContent(START);
        assertThat(inbox().resolve("shared.png")).hasBinaryContent(START);

        sandbox.finish("second");
        awaitDone("second.json");

        assertThat(pictures(done(), "second.json").resolve("shared.png")).hasBinaryContent(START);
        assertThat(names(inbox())).isEmpty();
    }

    @Test
    void aRequestThatComesAgainGoesOnWithItsPictureGone() throws Exception {
        drop("gone.png", START);
        drop("again.json", prompting("sandbox:never", files("again", "gone.png")));
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));
        stopContext();
        Files.delete(inbox().resolve("gone.png"));
        startAgain();
        await().until(() -> journal().query("SELECT epoch FROM vidu_task").contains("2"));

        sandbox.finish("again");
        awaitDone("again.json");

        assertThat(ledger().tasksFor("again")).hasSize(1);
    }

    @Test
    void aRequestThatComesAgainGoesOnWithItsPictureReplaced() throws Exception {
        drop("start.png", START);
        drop("again.json", prompting("sandbox:never", files("changed", "start.png")));
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));
        stopContext();
        Files.write(inbox().resolve("start.png"), END);
        startAgain();

        sandbox.finish("changed");
        awaitDone("again.json");

        assertMadeOf("changed", START);
        assertThat(inbox().resolve("start.png")).hasBinaryContent(END);
    }

    @Test
    void aBucketThatIsAwayIsWaitedForAndNothingIsSubmittedMeanwhile() throws Exception {
        s3.stop();
        drop("away.png", START);
        drop("away.json", files("away", "away.png"));
        await().until(() -> log.text().contains("it is tried until it succeeds"));
        assertThat(slots().inUse()).isZero();
        s3.restart();

        awaitDone("away.json");

        assertMadeOf("away", START);
    }

    @Test
    void picturesComeBackWithAReplay() throws Exception {
        drop("back.png", START);
        drop("back.json", prompting("sandbox:fail=UNSUPPORTED_FORMAT", files("back", "back.png")));
        awaitDeadLetter("back.json");
        Path kept = pictures(deadLetters(), "back.json").resolve("back.png");
        assertThat(kept).hasBinaryContent(START);

        ReplayReport report = template()
                .requestBody(
                        "direct:vidu-replay", new ReplayOrder(Set.of(), "", true, false, true), ReplayReport.class);

        assertThat(report.toString()).contains("back");
        await().until(() -> ledger().tasksFor("back;").size() == 2);
        assertThat(ledger().tasksFor("back;").get(1).imagesSha256()).containsExactly(sha256(START));
    }

    @Test
    void aHostHandsOverTenMegabytes() throws Exception {
        byte[] large = TestPictures.concat(START, new byte[9_900_000]);

        Outcome outcome = generate(VideoRequest.imageToVideo(large).prompt("large;"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.warnings().toString()).contains("followed by other bytes");
        assertMadeOf("large", large);
        assertThat(generate(urls("text", "https://a.b/" + "x".repeat(300_000))).failure())
                .isPresent();
    }

    @Test
    void aHostsPicturesCountMoreThanThoseOfItsTemplate() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("templates")).resolve("pan.json"), """
                {"image_files": ["none.png"], "input": {"mode": "turbo-image-to-video", "prompt": "{{id}};", "duration": 2}}""");
        Files.writeString(home.resolve("templates/still.json"), """
                {"input": {"mode": "image-to-video", "image_urls": ["https://a.b/c.png"], "prompt": "{{id}};", "duration": 2}}""");

        Outcome beside =
                generate(VideoRequest.template("still", Map.of("id", "beside")).images(START, END));
        Outcome both =
                generate(VideoRequest.template("pan", Map.of("id", "both")).images(START));

        assertThat(beside.failure()).isEmpty();
        assertMadeOf("beside", START, END);
        assertThat(both.failure().orElseThrow().message()).startsWith("input.image_urls is");
    }

    @Test
    void whatNothingNeedsIsRemovedAndNothingElse() throws Exception {
        drop("old.png", START);
        drop("old.json", files("old", "old.png"));
        awaitDone("old.json");
        drop("open.png", TestPictures.png(300, 200, 9));
        drop("open.json", prompting("sandbox:never", files("open", "open.png")));
        await().until(() -> journal()
                .query("SELECT state FROM vidu_task WHERE request_id = 'open'")
                .contains("RUNNING"));
        String open = "images/" + sha256(TestPictures.png(300, 200, 9)) + ".png";
        ImageUpkeep upkeep = context().getRegistry().lookupByNameAndType("viduImageUpkeep", ImageUpkeep.class);
        upkeep.prune();
        assertThat(object("images/" + sha256(START) + ".png").asByteArray()).isEqualTo(START);
        journal().execute("UPDATE vidu_image SET used_at = 0");

        upkeep.prune();

        assertThat(object(open).asByteArray()).isNotEmpty();
        assertThatThrownBy(() -> object("images/" + sha256(START) + ".png")).isInstanceOf(NoSuchKeyException.class);
        assertThat(journal().query("SELECT name FROM vidu_image")).hasSize(1);
    }

    @Test
    void warningsTellWhatUpstreamAdvises() throws Exception {
        drop("wide.png", TestPictures.png(900, 200, 1));
        drop("tall.png", TestPictures.png(200, 300, 1));
        drop("odd.json", files("odd", "wide.png", "tall.png"));

        String warnings = awaitDone("odd.json").path("warnings").toString();

        assertThat(warnings).contains("picture 1 is 900 x 200 pixels").contains("the frames have different shapes");
    }

    private Path stored(byte[] picture) throws Exception {
        return s3.folder().resolve(BUCKET).resolve("images/" + sha256(picture) + ".png");
    }

    @Test
    void whatIsInTheBucketIsNotPutThereAgain() throws Exception {
        byte[] picture = TestPictures.png(320, 180, 21);
        generate(urls("once", TestPictures.dataUrl("png", picture)));
        FileTime first = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(stored(picture), first);

        generate(urls("twice", TestPictures.dataUrl("png", picture)));

        assertMadeOf("twice", picture);
        assertThat(Files.getLastModifiedTime(stored(picture))).isEqualTo(first);
    }

    @Test
    void aLinkIsHonouredForLinkLifeAndStandsInTheCallAlone() throws Exception {
        drop("start.png", START);
        drop("shot.json", prompting("sandbox:never", files("link", "start.png")));
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));
        stopContext();

        assertThat(ledger().lastRequest("link;")).contains("X-Amz-Expires=21600");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as("%s", file)
                        .doesNotContainIgnoringCase("X-Amz-");
            }
        }
    }

    @Test
    void aFileThatWasReplacedMeanwhileStays() throws Exception {
        drop("start.png", START);
        drop("shot.json", prompting("sandbox:never", files("replaced", "start.png")));
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));
        Files.write(inbox().resolve("start.png"), END);
        sandbox.finish("replaced;");

        awaitDone("shot.json");

        assertThat(inbox().resolve("start.png")).hasBinaryContent(END);
        assertThat(pictures(done(), "shot.json")).doesNotExist();
    }

    @Test
    void picturesMoveBeforeTheirRequest() throws Exception {
        Path inTheWay = pictures(Files.createDirectories(done()), "shot.json");
        Files.writeString(inTheWay, "a file of somebody's");
        drop("start.png", START);
        drop("shot.json", files("order", "start.png"));
        await().until(() -> log.text().contains("shot.json.images"));
        assertThat(names(inbox())).containsExactly("shot.json", "start.png");
        assertThat(names(done())).containsExactly("shot.json.images");

        Files.delete(inTheWay);
        awaitDone("shot.json");

        assertThat(pictures(done(), "shot.json").resolve("start.png")).hasBinaryContent(START);
    }

    @Test
    void aPictureThatIsPutRightBesideItsDeadLetterIsUsedByTheReplay() throws Exception {
        drop("half.png", Arrays.copyOf(START, START.length / 2));
        drop("half.json", files("half", "half.png"));
        refusal("half.json");
        Files.write(pictures(deadLetters(), "half.json").resolve("half.png"), START);

        template()
                .requestBody(
                        "direct:vidu-replay", new ReplayOrder(Set.of(), "", true, false, false), ReplayReport.class);

        awaitDone("half.json");
        assertMadeOf("half", START);
        assertThat(pictures(done(), "half.json").resolve("half.png")).hasBinaryContent(START);
        assertThat(pictures(deadLetters(), "half.json")).doesNotExist();
    }
}
