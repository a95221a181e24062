package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.batch.BatchOrder;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.withdrawal.WithdrawalReport;
import dev.viduroutes.withdrawal.WithdrawalResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are withdrawn while they wait for pictures, or for the bucket that takes them: they wait no longer. */
class WithdrawnPicturesTest extends GatewayTest {

    private static final String PICTURE = "harbour.png";

    private final LogTrap log = LogTrap.of("vidu", Level.INFO);
    private boolean away;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.incomplete-wait", "24h");
        settings.setProperty("vidu.batch.in-flight", "1");
    }

    @AfterEach
    void comeBack() throws Exception {
        log.close();
        if (away) {
            s3.restart();
        }
    }

    private void leave() {
        away = true;
        s3.stop();
    }

    private void dropPicture() throws IOException {
        Files.createDirectories(inbox());
        Files.copy(Path.of("config/samples", PICTURE), inbox().resolve(PICTURE));
    }

    private static String animating(String id) {
        return """
                {"request_id": "%s", "image_files": ["%s"], "input": {"mode": "image-to-video", "prompt": "%s;", "duration": 2}}""".formatted(id, PICTURE, id);
    }

    private WithdrawalResult withdraw(String id) {
        return template()
                .requestBody("direct:vidu-cancel", id, WithdrawalReport.class)
                .entries()
                .get(0)
                .result();
    }

    private void assertCancelled(String id) {
        JsonNode reason = awaitDeadLetter(id + ".json");
        assertThat(reason.at("/failure/code").asText()).isEqualTo("CANCELLED");
        assertThat(reason.at("/failure/billing").asText()).isEqualTo("none");
        assertThat(reason.path("request_id").asText()).isEqualTo(id);
        assertThat(ledger().submitsFor(id)).isZero();
    }

    private void awaitLine(String line) {
        await().until(() -> log.text().contains(line));
    }

    @Test
    void oneThatWaitsForItsPictureEndsAndIsMadeOncePutBack() throws Exception {
        drop("late.json", animating("late"));
        awaitLine("waits for image_files[0]: missing");

        assertThat(withdraw("late")).isEqualTo(WithdrawalResult.AWAITED);

        assertCancelled("late");
        dropPicture();
        Files.delete(deadLetters().resolve("late.json.reason.json"));
        Files.move(deadLetters().resolve("late.json"), inbox().resolve("late.json"));
        assertThat(awaitDone("late.json").path("state").asText()).isEqualTo("STORED");
    }

    @Test
    void oneThatCanNotHandOverItsPictureEnds() throws Exception {
        leave();
        dropPicture();
        drop("unkept.json", animating("unkept"));
        awaitLine("vidu-gather-image requestId=unkept.json waits: ");

        assertThat(withdraw("unkept")).isEqualTo(WithdrawalResult.AWAITED);

        assertCancelled("unkept");
    }

    @Test
    void oneWhoseBucketWentAwayBeforeItsSubmitEnds() throws Exception {
        AdviceWith.adviceWith(
                context,
                "vidu-submit-task",
                way -> way.weaveById("vidu-submit-task-images").before().process(exchange -> leave()));
        dropPicture();
        drop("lost.json", animating("lost"));
        awaitLine("vidu-store-images requestId=lost waits: ");

        assertThat(withdraw("lost")).isEqualTo(WithdrawalResult.WITHDRAWN);

        assertCancelled("lost");
        assertNothingIsLeft();
    }

    @Test
    void rowsOfAWithdrawnBatchEndToo() throws Exception {
        drop(
                "rows.csv",
                "mode,prompt,image_1,duration\nimage-to-video,row one,a.png,2\nimage-to-video,row two,b.png,2\n"
                        + "image-to-video,row three,c.png,2\n");
        awaitLine("waits for image_files[0]: missing");

        template().requestBody("direct:vidu-batch", new BatchOrder(BatchOrder.Wish.WITHDRAW, "rows.csv"), List.class);

        await().until(() -> names(done()).contains("rows.csv"));
        assertThat(Files.readAllLines(done().resolve("rows.csv.report.csv")))
                .hasSize(4)
                .filteredOn(line -> line.contains("CANCELLED"))
                .hasSize(3);
        assertThat(ledger().submits()).isEmpty();
    }
}
