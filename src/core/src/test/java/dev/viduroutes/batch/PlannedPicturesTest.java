package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.images.TestPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

/** What a plan says of files with pictures: what the gateway would say of them, were they dropped together. */
class PlannedPicturesTest extends BatchTest {

    private static final String COLUMNS = "mode,prompt,image_1,image_2,duration\n";
    private static final String TOLD = "; it must lie beside the request, as a plain file";
    private static final String TAKEN = "; it must be a JPEG, PNG or WebP of at most 10 MB";

    private Path desk;

    @Override
    protected void configure(Properties settings) {
        // Whoever plans does not wait for what is missing.
        settings.setProperty("vidu.intake.file.incomplete-wait", "10m");
        settings.setProperty(
                "vidu.templates.directory", home.resolve("templates").toString());
        settings.setProperty("vidu.defaults.duration", "3");
        settings.setProperty("vidu.images.buckets", BUCKET + "/mine");
    }

    @BeforeEach
    void prepareDesk() throws IOException {
        desk = Files.createDirectories(home.resolve("desk"));
    }

    private PlanReport plan(String name, String content) throws Exception {
        return plan(Files.writeString(desk.resolve(name), content));
    }

    private PlanReport plan(Path file) throws Exception {
        return context()
                .getRegistry()
                .lookupByNameAndType("viduPlan", BatchPlan.class)
                .plan(file);
    }

    private void picture(String name, byte[] content) throws IOException {
        Files.write(desk.resolve(name), content);
    }

    @Test
    void eachPictureIsCheckedWhereItLiesAndNothingIsPutAnywhere() throws Exception {
        picture("good.png", TestPictures.png(320, 180, 11));
        picture("drawing.png", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes());
        picture("vast.png", new byte[10_000_001]);
        picture("wide.png", TestPictures.png(800, 150, 12));
        picture("tall.png", TestPictures.png(180, 320, 13));
        Files.createDirectories(inbox());
        Files.write(inbox().resolve("there.png"), TestPictures.png(320, 180, 14));
        List<String> before = names(desk);

        PlanReport report = plan(
                "shots.csv",
                COLUMNS + "image-to-video,a,good.png,,2\nimage-to-video,b,there.png,,2\n"
                        + "image-to-video,c,none.png,,2\nimage-to-video,d,good.png,drawing.png,2\n"
                        + "image-to-video,e,vast.png,,2\nimage-to-video,f,wide.png,,2\n"
                        + "image-to-video,g,good.png,tall.png,\n");

        assertThat(report.isWhole()).isFalse();
        assertThat(report.lines())
                .startsWith(
                        "rows=7 new=4 known=0 wrong=3",
                        "row 3 (line 4): image_1 is \"none.png\", which is missing" + TOLD,
                        "row 4 (line 5): image_2 is \"drawing.png\", which is an SVG" + TAKEN,
                        "row 5 (line 6): image_1 is \"vast.png\", which is 10000001 bytes long" + TAKEN,
                        "row 6 (line 7), a warning: picture 1 is 800 x 150 pixels; the upstream provider wants less than 4:1"
                                + " and more than 1:4",
                        "row 7 (line 8), a warning: the frames have different shapes, 320 x 180 and 180 x 320 pixels; the"
                                + " upstream provider wants a ratio of their aspect ratios of 0.8 to 1.25",
                        "seconds to be billed: 9");
        assertThat(names(desk)).containsAll(before).hasSize(before.size() + 1);
        assertThat(names(inbox())).containsExactly("there.png");
        assertThat(journal().query("SELECT name FROM vidu_image")).isEmpty();
        assertThat(journal().query("SELECT request_id FROM vidu_task")).isEmpty();
        assertThat(ledger().calls()).isEmpty();
    }

    @Test
    void rowsThatArePaidAreKnownByTheirPicturesAlsoOnceTheseMovedAway() throws Exception {
        picture("good.png", TestPictures.png(320, 180, 21));
        picture("other.png", TestPictures.png(320, 180, 22));
        Path table = Files.writeString(
                desk.resolve("shots.csv"),
                "request_id,mode,prompt,image_1\nmine,image-to-video,paid[1],good.png\n,image-to-video,paid[2],good.png\n");
        // Not the very file that is dropped below, of which the pictures are what they were.
        Files.setLastModifiedTime(table, FileTime.from(Instant.EPOCH));
        Files.createDirectories(inbox());
        Files.copy(desk.resolve("good.png"), inbox().resolve("good.png"));
        drop("shots.csv", Files.readAllBytes(table));
        awaitReportOf("shots.csv");

        assertThat(plan(table).lines()).startsWith("rows=2 new=0 known=2 wrong=0", "seconds to be billed: 0");
        Files.copy(desk.resolve("other.png"), desk.resolve("good.png"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(plan(table).lines())
                .startsWith(
                        "rows=2 new=0 known=0 wrong=2",
                        "row 1 (line 2): request_id is known from another request; it must be new, or the same request");
        Files.delete(desk.resolve("good.png"));
        assertThat(plan(table).lines()).startsWith("rows=2 new=0 known=2 wrong=0");
        assertEachBilledOnce("paid[1]", "paid[2]");
    }

    @Test
    void aRequestOfATemplateIsPlannedWithItsPictures() throws Exception {
        Files.createDirectories(home.resolve("templates"));
        Files.writeString(
                home.resolve("templates/turn.json"),
                "{\"image_files\": [\"turn.png\"], \"input\": {\"mode\": \"image-to-video\", \"prompt\": \"{{who}} turns\"}}");
        String request = "{\"template\": \"turn\", \"values\": {\"who\": \"She\"}}";

        assertThat(plan("shot.json", request).lines())
                .startsWith(
                        "rows=1 new=0 known=0 wrong=1",
                        "the request: image_files[0] is \"turn.png\", which is missing" + TOLD);
        picture("turn.png", TestPictures.png(320, 180, 31));
        assertThat(plan("shot.json", request).lines())
                .startsWith("rows=1 new=1 known=0 wrong=0", "seconds to be billed: 3");
        assertThat(ledger().calls()).isEmpty();
    }

    @Test
    void aPictureInABucketIsLookedAt() throws Exception {
        context()
                .getRegistry()
                .lookupByNameAndType("viduStore", VideoStore.class)
                .client()
                .putObject(
                        put -> put.bucket(BUCKET).key("mine/a.png"),
                        RequestBody.fromBytes(TestPictures.png(320, 180, 41)));

        assertThat(plan(
                                "shots.csv",
                                COLUMNS + "image-to-video,a,s3://" + BUCKET + "/mine/a.png,,2\nimage-to-video,b,s3://"
                                        + BUCKET + "/mine/b.png,,2\nimage-to-video,c,s3://someone-elses/c.png,,2\n")
                        .lines())
                .startsWith(
                        "rows=3 new=1 known=0 wrong=2",
                        "row 2 (line 3): image_1 is answered 404 by the S3 server; it must be an object that the gateway may read")
                .element(2)
                .asString()
                .startsWith("row 3 (line 4): image_1 is s3://someone-elses/c.png; ");
    }

    @Test
    void rowsWhosePicturesLieInABucketThatIsAwayAreNotKnownAndTheOthersArePlanned() throws Exception {
        s3.stop();
        try {
            PlanReport report = plan(
                    "shots.csv", COLUMNS + "image-to-video,a,s3://" + BUCKET + "/mine/a.png,,2\ntext-to-video,b,,,3\n");

            assertThat(report.isWhole()).isFalse();
            assertThat(report.lines()).startsWith("rows=2 new=1 known=0 wrong=0 unknown=1");
            assertThat(report.lines())
                    .element(1)
                    .asString()
                    .startsWith("row 1 (line 2): not known now, since its picture can't be looked at, ");
            assertThat(report.lines()).contains("seconds to be billed: 3");
        } finally {
            s3.restart();
        }
    }
}
