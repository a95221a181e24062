package dev.viduroutes.delivery;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos on their way through a temporary file. */
class DownloadsTest {

    private static final String URL = "https://cdn.example/1.mp4";
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    private Downloads downloads;

    @BeforeEach
    void open() throws IOException {
        downloads = downloads("vidu.delivery.max-bytes", "8MiB");
    }

    private Downloads downloads(String key, String value) throws IOException {
        Settings settings = TestSettings.with("vidu.tmp.directory", folder.toString(), key, value);
        return new Downloads(settings, new ResultUrlPolicy(settings));
    }

    @ParameterizedTest
    @ValueSource(ints = {TinyMp4.SMALLEST, 43, 65_535, 65_536, 65_537, 131_072, 5 * MEGABYTE + 1, 8 * MEGABYTE})
    void aVideoOfAnySizeArrivesWholeWithItsHash(int size) throws Exception {
        byte[] video = video(size);

        Download download = save("j", (long) size, trickle(video));

        assertThat(download.bytes()).isEqualTo(size);
        assertThat(download.index()).isOne();
        assertThat(download.file()).hasBinaryContent(video);
        assertThat(download.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(video)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7, 8, 41})
    void lessThanAVideoIsNone(int size) {
        byte[] start = Arrays.copyOf(TinyMp4.bytes(), size);
        assertThatThrownBy(() -> save("j", (long) size, new ByteArrayInputStream(start)))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining(size + " bytes");
    }

    @Test
    void aPageIsNoVideo() {
        byte[] page = "<html>login please</html>".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> save("j", null, new ByteArrayInputStream(page)))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("ftyp");
    }

    @Test
    void aVideoWithoutAnnouncedLengthThatEndsEarlyIsNotWhole() throws Exception {
        byte[] early = Arrays.copyOf(video(100), 99);

        assertThatThrownBy(() -> save("j", null, new ByteArrayInputStream(early)))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("99 bytes")
                .hasMessageContaining("ends early");
        assertThat(save("j", null, new ByteArrayInputStream(video(100))).bytes())
                .isEqualTo(100);
    }

    @Test
    void aLengthOtherThanAnnouncedIsABrokenConnection() {
        assertThatThrownBy(() -> save("j", 101L, new ByteArrayInputStream(video(100))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("100 of 101");
        assertThatThrownBy(() -> save("j", 99L, new ByteArrayInputStream(video(100))))
                .isInstanceOf(IOException.class);
    }

    @Test
    @Timeout(20)
    void aVideoWithoutEndIsGivenUpAtTheLargestSize() {
        InputStream endless = new InputStream() {
            private int next;

            @Override
            public int read() {
                return "\0\0\0\0ftyp".charAt(next++ % 8);
            }
        };
        assertThatThrownBy(() -> save("j", null, endless))
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining("vidu.delivery.max-bytes");
        assertThat(folder.resolve("vidu-j.part"))
                .satisfies(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(8L * MEGABYTE));
    }

    /** Each byte comes long before a silence would be noticed, and the video would take days. */
    @Test
    @Timeout(20)
    void aVideoThatTricklesIsGivenUpAtTheDeadline() throws Exception {
        Downloads hasty = downloads("vidu.delivery.download-timeout", "1s");
        CountDownLatch never = new CountDownLatch(1);
        InputStream dripping = new InputStream() {
            private int next;

            @Override
            public int read() {
                return "\0\0\0\0ftyp".charAt(next++ % 8);
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    never.await(100, TimeUnit.MILLISECONDS);
                } catch (InterruptedException stop) {
                    throw new IOException(stop);
                }
                target[offset] = (byte) read();
                return 1;
            }
        };

        promptly(() -> assertThatThrownBy(() -> hasty.save(TestTasks.succeeded(URL), "j", 200, null, dripping))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("vidu.delivery.download-timeout"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void aUrlThatIsNotHonouredNeedsAFreshOne(int status) {
        assertThat(((DeliveryException) trouble(status)).kind()).isEqualTo(DeliveryException.Kind.EXPIRED);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 599})
    void aServerInTroubleIsAskedAgain(int status) {
        assertThat(trouble(status)).isInstanceOf(IOException.class).hasMessageContaining(Integer.toString(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 301, 302, 307, 304, 400, 416, 451})
    void whateverElseIsNotTheVideo(int status) {
        assertThat(((DeliveryException) trouble(status)).kind()).isEqualTo(DeliveryException.Kind.WRONG_CONTENT);
    }

    private Throwable trouble(int status) {
        return catchThrowable(() ->
                downloads.save(TestTasks.succeeded(URL), "j", status, null, new ByteArrayInputStream(video(100))));
    }

    @Test
    void twoJourneysDoNotCollideAndEachIsDiscardedAlone() throws Exception {
        Download one = save("A-1", null, new ByteArrayInputStream(video(100)));
        Download two = save("A-2", null, new ByteArrayInputStream(video(200)));
        downloads.discard("A-1");
        downloads.discard("A-1");
        downloads.discard("never-was");

        assertThat(one.file()).doesNotExist();
        assertThat(two.file()).hasSize(200);
        assertThat(downloads.isMissing(TestTasks.succeeded(URL), one)).isTrue();
        assertThat(downloads.isMissing(TestTasks.succeeded(URL), two)).isFalse();
        assertThat(downloads.isMissing(TestTasks.succeeded(URL), null)).isTrue();
    }

    @Test
    void aJourneysNameCannotLeaveTheFolder() throws Exception {
        Download download = save("../../x", null, new ByteArrayInputStream(video(100)));

        assertThat(download.file().normalize().getParent()).isEqualTo(folder);
    }

    @Test
    void aStartRemovesWhatAKilledProcessLeftAndNothingElse() throws Exception {
        Path old = aged("vidu-A.part", Duration.ofDays(3));
        Path young = aged("vidu-B.part", Duration.ofDays(1));
        Path foreign = aged("holiday.mp4", Duration.ofDays(30));

        open();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(foreign).exists();
    }

    private Path aged(String name, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "x");
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }

    private Download save(String journey, Long length, InputStream body) throws IOException {
        return downloads.save(TestTasks.succeeded(URL), journey, 200, length, body);
    }

    /** Bytes as sockets give them: in pieces, the first of a few bytes only. */
    private static InputStream trickle(byte[] bytes) {
        Random random = new Random(bytes.length);
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                int most = pos < 8 ? 3 : 1 + random.nextInt(30_000);
                return super.read(target, offset, Math.min(length, most));
            }
        };
    }

    private static byte[] video(int size) {
        return TinyMp4.bytes(size);
    }
}
