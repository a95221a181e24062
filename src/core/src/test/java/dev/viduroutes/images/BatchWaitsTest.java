package dev.viduroutes.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.journal.ImageTable;
import dev.viduroutes.journal.WithdrawalTable;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.Source;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a batch whose pictures are missing takes, by a clock that the test moves. */
class BatchWaitsTest extends GatewayTest {

    private static final int WINDOW = 50;
    private static final Duration WAIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Source TABLE = Source.ofFile("table.csv", 1);

    private Images images;
    private long nanos;
    private int looks;
    private int refused;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.incomplete-wait", WAIT.toSeconds() + "s");
        settings.setProperty("vidu.intake.file.poll-interval", PAUSE.toMillis() + "ms");
    }

    @BeforeEach
    void byThisClock() throws IOException {
        Files.createDirectories(inbox());
        images = new Images(
                bean("viduSettings", Settings.class),
                bean("viduAdmission", Admission.class),
                bean("viduImageTable", ImageTable.class),
                bean("viduStore", VideoStore.class),
                bean("viduWithdrawalTable", WithdrawalTable.class),
                () -> nanos,
                new PictureMemory(1));
    }

    private <T> T bean(String name, Class<T> type) {
        return context().getRegistry().lookupByNameAndType(name, type);
    }

    private static ImageWork row(Source table, String batch, int number, String picture) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("image_files").add(picture);
        document.putObject("input").put("mode", "image-to-video");
        Source row = Source.ofRow(table, batch, number, "key");
        return ImageWork.of(RequestDocument.asWritten(document), "row-" + number, row, true);
    }

    private ImageWork look(ImageWork row) throws SQLException, IOException {
        looks++;
        return images.gather(row);
    }

    /** Runs the rows as a batch does, so many at a time. */
    private void run(int rows, IntFunction<String> picture) throws SQLException, IOException {
        Deque<ImageWork> window = new ArrayDeque<>();
        int next = 0;
        while (next < rows || !window.isEmpty()) {
            while (next < rows && window.size() < WINDOW) {
                window.add(row(TABLE, "batch", next, picture.apply(next++)));
            }
            boolean ended = false;
            for (int i = window.size(); i > 0; i--) {
                ImageWork row = look(window.remove());
                ended |= row.refusal().isPresent();
                refused += row.refusal().isPresent() ? 1 : 0;
                if (row.refusal().isEmpty() && row.isOpen()) {
                    window.add(row);
                }
            }
            nanos += ended ? 0 : PAUSE.toNanos();
        }
    }

    @Test
    void tenThousandRowsWithoutTheirPicturesTakeNoLongerThanOne() throws Exception {
        run(10_000, number -> number + ".png");

        assertThat(refused).isEqualTo(10_000);
        assertThat(Duration.ofNanos(nanos)).isBetween(WAIT, WAIT.plus(PAUSE.multipliedBy(2)));
        assertThat(looks).isLessThan(20_000);
    }

    @Test
    void soDoRowsThatMissTheSamePicture() throws Exception {
        run(1_000, number -> "logo.png");

        assertThat(refused).isEqualTo(1_000);
        assertThat(Duration.ofNanos(nanos)).isBetween(WAIT, WAIT.plus(PAUSE.multipliedBy(2)));
    }

    @Test
    void asLongAsPicturesComeTheOthersAreWaitedFor() throws Exception {
        ImageWork waits = look(row(TABLE, "batch", 1, "slow.png"));
        nanos += WAIT.toNanos() - 1;
        drop("slow.png", TestPictures.png(200, 200, 1));
        assertThat(look(waits).complete()).isTrue();

        nanos += PAUSE.toNanos();
        ImageWork later = look(row(TABLE, "batch", 2, "later.png"));
        assertThat(later.isOpen()).isTrue();
        nanos += WAIT.toNanos();

        assertThat(look(later).refusal()).isPresent();
        assertThat(look(row(TABLE, "batch", 3, "never.png")).refusal()).isPresent();
    }

    @Test
    void oneNameThatIsWrongDoesNotEndTheWaitForOthersWhilePicturesCome() throws Exception {
        ImageWork misspelt = look(row(TABLE, "batch", 1, "lake.pgn"));
        nanos += WAIT.toNanos() - 1;
        drop("there.png", TestPictures.png(200, 200, 1));
        assertThat(look(row(TABLE, "batch", 2, "there.png")).complete()).isTrue();
        nanos++;

        assertThat(look(misspelt).refusal()).isPresent();
        ImageWork late = look(row(TABLE, "batch", 3, "late.png"));
        assertThat(late.isOpen()).isTrue();
        nanos += WAIT.toNanos() - 2;
        assertThat(look(late).isOpen()).isTrue();
        nanos++;
        assertThat(look(late).refusal()).isPresent();
        assertThat(look(row(TABLE, "batch", 4, "later.png")).refusal()).isPresent();
    }

    @Test
    void picturesThatWereThereBeforeDoNotProlongTheWait() throws Exception {
        drop("there.png", TestPictures.png(200, 200, 1));
        ImageWork waits = look(row(TABLE, "batch", 1, "none.png"));
        nanos++;
        assertThat(look(row(TABLE, "batch", 2, "there.png")).complete()).isTrue();
        nanos += WAIT.toNanos() - 1;

        assertThat(look(row(TABLE, "batch", 3, "other.png")).refusal()).isPresent();
        assertThat(look(waits).refusal()).isPresent();
    }

    @Test
    void aNameThatWasGivenUpIsNotWaitedForAgainAndProlongsNoWait() throws Exception {
        ImageWork first = look(row(TABLE, "batch", 1, "none.png"));
        ImageWork second = look(row(TABLE, "batch", 2, "other.png"));
        nanos += WAIT.toNanos();
        assertThat(look(first).refusal()).isPresent();
        drop("other.png", TestPictures.png(200, 200, 1));
        assertThat(look(second).complete()).isTrue();

        assertThat(look(row(TABLE, "batch", 3, "none.png")).refusal()).isPresent();
        ImageWork late = look(row(TABLE, "batch", 4, "late.png"));
        assertThat(late.isOpen()).isTrue();
        nanos += WAIT.toNanos() - 1;
        drop("none.png", TestPictures.png(200, 200, 2));
        assertThat(look(row(TABLE, "batch", 5, "none.png")).complete()).isTrue();
        nanos++;
        assertThat(look(row(TABLE, "batch", 6, "newest.png")).refusal()).isPresent();
    }

    @Test
    void whatIsNoRowOfTheSameBatchHasAWaitOfItsOwn() throws Exception {
        run(1, number -> "missing.png");
        Source again = Source.ofFile("table.csv", 2);
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("image_files").add("missing.png");

        assertThat(look(row(TABLE, "batch", 2, "missing.png")).refusal()).isPresent();
        assertThat(look(row(TABLE, "other", 1, "missing.png")).isOpen()).isTrue();
        assertThat(look(row(again, "batch", 1, "missing.png")).isOpen()).isTrue();
        assertThat(look(ImageWork.of(
                                RequestDocument.asWritten(document), "single", Source.ofFile("single.json", 1), true))
                        .isOpen())
                .isTrue();
        nanos += WAIT.toNanos() + 1;
        assertThat(look(row(TABLE, "batch", 3, "missing.png")).isOpen())
                .as("nobody asked for long")
                .isTrue();
    }
}
