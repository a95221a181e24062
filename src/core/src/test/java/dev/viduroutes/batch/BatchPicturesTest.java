package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.images.TestPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Pictures that the rows of a table name by file. */
class BatchPicturesTest extends BatchTest {

    private static final String COLUMNS = "mode,prompt,image_1,image_2,duration\n";

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.incomplete-wait", "5s");
    }

    private void dropPicture(String name) throws IOException {
        Files.copy(Path.of("config/samples/harbour.png"), inbox().resolve(name));
    }

    @Test
    void whatOnlyStoredRowsNameGoesWithTheBatchAndTheRestStaysForTheCorrection() throws Exception {
        for (String name : List.of("a.png", "b.png", "shared.png", "other.png")) {
            dropPicture(name);
        }
        drop(
                "next.json",
                "{\"image_files\": [\"other.png\"], \"input\": {\"mode\": \"image-to-video\","
                        + " \"prompt\": \"next sandbox:never\", \"duration\": 1}}");

        drop(
                "shots.csv",
                COLUMNS + "image-to-video,first,a.png,shared.png,2\nimage-to-video,second,other.png,,3\n"
                        + "image-to-video,third sandbox:CONTENT_VIOLATION,b.png,shared.png,4\n");

        List<CSVRecord> report = awaitReportOf("shots.csv");
        assertThat(report).extracting(row -> row.get("state")).containsExactly("STORED", "STORED", "FAILED");
        assertThat(ledger().tasksFor("first").get(0).imagesSha256()).hasSize(2).doesNotContainNull();
        assertThat(names(done().resolve("shots.csv.images"))).containsExactlyInAnyOrder("a.png", "other.png");
        assertThat(names(inbox())).contains("b.png", "shared.png", "other.png").doesNotContain("a.png");
        assertThat(done().resolve("shots.csv.failed.csv")).content().contains("b.png,shared.png");
    }

    @Test
    void whatARowThatIsNoRequestNamesStaysForItsCorrection() throws Exception {
        List<String> pictures = List.of("a.png", "b.png", "c.png", "d.png");
        for (String name : pictures) {
            dropPicture(name);
        }

        drop(
                "shots.csv",
                "request_id," + COLUMNS
                        + "x,image-to-video,first,a.png,d.png,2\ny,image-to-video,second,b.png,c.png,2\n"
                        + "z,image-to-video,third,a.png,,\"5,5\"\ny,image-to-video,fourth,b.png,,2\n");

        assertThat(awaitReportOf("shots.csv"))
                .extracting(row -> row.get("state"))
                .containsExactly("STORED", "STORED", "FAILED", "FAILED");
        assertThat(names(done().resolve("shots.csv.images"))).containsExactly("c.png", "d.png");
        assertThat(names(inbox())).contains("a.png", "b.png");
    }

    @Test
    void allStaysIfARowCantBeRead() throws Exception {
        dropPicture("a.png");

        drop("shots.csv", COLUMNS + "image-to-video,first,a.png,,2\nimage-to-video,\"second\" one,a.png,,2\n");

        assertThat(awaitReportOf("shots.csv"))
                .extracting(row -> row.get("state"))
                .containsExactly("STORED", "FAILED");
        assertThat(done().resolve("shots.csv.images")).doesNotExist();
        assertThat(names(inbox())).contains("a.png");
    }

    @Test
    void picturesOfAnEarlierBatchOfThatNameAreKept() throws Exception {
        byte[] earlier = TestPictures.png(200, 200, 1);
        byte[] later = TestPictures.png(200, 200, 2);
        drop("a.png", earlier);
        drop("shots.csv", COLUMNS + "image-to-video,first,a.png,,2\n");
        awaitReportOf("shots.csv");

        drop("a.png", later);
        drop("shots.csv", COLUMNS + "image-to-video,second,a.png,,2\n");
        await().until(() -> names(done()).size() == 6 && growing().isEmpty());

        assertThat(done().resolve("shots.csv.images/a.png")).hasBinaryContent(later);
        String aside = names(done()).stream()
                .filter(name -> name.matches("shots\\.csv\\.images\\..+"))
                .findFirst()
                .orElseThrow();
        assertThat(done().resolve(aside).resolve("a.png")).hasBinaryContent(earlier);
        assertThat(ledger().tasksFor("first").get(0).imagesSha256())
                .isNotEqualTo(ledger().tasksFor("second").get(0).imagesSha256());
    }

    @Test
    void aRowWhosePictureComesLaterWaitsForItAndHoldsUpNoOther() throws Exception {
        drop("late.csv", COLUMNS + "image-to-video,late,late.png,,2\ntext-to-video,early,,,2\n");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ledger().tasksFor("early").size() == 1);
        assertThat(ledger().tasksFor("late")).isEmpty();

        dropPicture("late.png");

        assertThat(awaitReportOf("late.csv"))
                .extracting(row -> row.get("state"))
                .containsOnly("STORED");
        assertThat(names(done().resolve("late.csv.images"))).containsExactly("late.png");
    }

    @Test
    void whatIsNoPictureIsMovedByNobodyWhoCallsItOne() throws Exception {
        Path secret = Files.writeString(inbox().resolveSibling("secret.png"), "mine");
        drop("victim.txt.part", "kept");
        drop(
                "evil.csv",
                COLUMNS + "image-to-video,evil,../secret.png,,2\nimage-to-video,evil too,victim.txt.part,,2\n"
                        + "image-to-video,worse,urgent,,2\n");
        drop("evil.json", "{\"image_files\": [\"evil.csv\"], \"input\": {\"mode\": \"image-to-video\"}}");

        assertThat(awaitReportOf("evil.csv"))
                .extracting(row -> row.get("state"))
                .containsOnly("FAILED");

        assertThat(secret).hasContent("mine");
        assertThat(names(inbox())).contains("victim.txt.part");
        assertThat(inbox().resolve("urgent")).isDirectory();
        await().until(() -> names(deadLetters()).contains("evil.json"));
        assertThat(names(deadLetters())).containsExactlyInAnyOrder("evil.json", "evil.json.reason.json");
    }
}
