package dev.viduroutes.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.journal.ImageTable;
import dev.viduroutes.journal.WithdrawalTable;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.Source;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.settings.ImageSettings;
import dev.viduroutes.settings.Settings;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** How much memory pictures take: each its own length, and all of them a part of it. */
class PictureMemoryTest extends GatewayTest {

    private static final int LARGE = ImageSettings.MAX_BYTES;
    private static final byte[] PICTURE = TestPictures.concat(TestPictures.png(200, 200, 1), new byte[LARGE - 2_000]);

    private <T> T bean(String name, Class<T> type) {
        return context().getRegistry().lookupByNameAndType(name, type);
    }

    /** @return the bytes that this thread allocates for it */
    private static long allocated(Callable<Picture> reading) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(reading.call().content()).hasSize(PICTURE.length);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @Test
    void aPictureIsReadWithoutCopiesOfIt() throws Exception {
        Path file = drop("large.png", PICTURE);
        String url = TestPictures.dataUrl("png", PICTURE);
        Settings settings = bean("viduSettings", Settings.class);
        PictureFolder folder = PictureFolder.ofIntake(settings.intake());

        assertThat(allocated(() -> folder.read(file))).isLessThan(LARGE * 5L / 4);
        assertThat(allocated(() -> DataUrl.read(url))).isLessThan(LARGE * 5L / 4);
    }

    @Test
    void aQuarterOfTheMemoryIsForPicturesAndOneAlwaysFits() {
        PictureMemory memory = new PictureMemory(8L * LARGE);
        assertThat(memory.tryAcquire(LARGE)).isTrue();
        assertThat(memory.tryAcquire(LARGE - 1)).isTrue();
        assertThat(memory.tryAcquire(LARGE)).isFalse();
        assertThat(memory.tryAcquire(1)).isTrue();
        assertThat(memory.tryAcquire(1)).isFalse();
        memory.release(LARGE);
        assertThat(memory.tryAcquire(Long.MAX_VALUE)).isTrue();

        assertThat(new PictureMemory(1).tryAcquire(LARGE)).isTrue();
        assertThat(new PictureMemory(Long.MAX_VALUE).tryAcquire(LARGE)).isTrue();
    }

    @Test
    void aRequestWhosePictureDoesNotFitWaitsWithoutAThread() throws Exception {
        PictureMemory memory = new PictureMemory(1);
        Images images = new Images(
                bean("viduSettings", Settings.class),
                bean("viduAdmission", Admission.class),
                bean("viduImageTable", ImageTable.class),
                bean("viduStore", VideoStore.class),
                bean("viduWithdrawalTable", WithdrawalTable.class),
                System::nanoTime,
                memory);
        drop("small.png", TestPictures.png(200, 200, 2));
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("image_files").add("small.png");
        ImageWork work = ImageWork.of(RequestDocument.asWritten(document), "a", Source.ofFile("a.json", 1), true);
        assertThat(memory.tryAcquire(LARGE)).isTrue();

        ImageWork waiting = images.gather(work);

        assertThat(waiting.isOpen()).isTrue();
        assertThat(waiting.getPauseMillis()).isPositive();
        memory.release(LARGE);
        assertThat(images.gather(waiting).complete()).isTrue();
        assertThat(memory.tryAcquire(LARGE)).as("nothing is held any more").isTrue();
    }
}
