package dev.viduroutes.delivery;

import static dev.viduroutes.delivery.TinyMp4.box;
import static dev.viduroutes.delivery.TinyMp4.join;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are taken for whole MP4 files. */
@Timeout(20)
class Mp4BoxesTest {

    private static final byte[] FTYP = box("ftyp", "isom\0\0\2\0".getBytes(StandardCharsets.ISO_8859_1));
    private static final byte[] MOOV = box("moov", new byte[16]);
    private static final byte[] MDAT = box("mdat", new byte[20]);

    @TempDir
    private Path folder;

    private Optional<String> fault(boolean announced, byte[]... parts) throws IOException {
        return Mp4Boxes.fault(Files.write(folder.resolve("a.mp4"), join(parts)), announced);
    }

    @Test
    void aFileWhoseBoxesAddUpIsWholeInWhateverOrderTheyCome() throws IOException {
        assertThat(fault(false, FTYP, MOOV, MDAT)).isEmpty();
        assertThat(fault(false, FTYP, box("free", new byte[0]), MDAT, MOOV, box("uuid", new byte[16])))
                .isEmpty();
        assertThat(fault(false, FTYP, MOOV, box("moof", new byte[8]), MDAT, box("moof", new byte[8]), MDAT))
                .isEmpty();
        assertThat(fault(false, FTYP, large("mdat", 16 + 20), new byte[20], MOOV))
                .isEmpty();
    }

    @Test
    void aRealVideoIsWholeAndCutOffAnywhereItIsNot() throws IOException {
        byte[] video;
        try (InputStream sample = getClass().getResourceAsStream("/dev/viduroutes/sandbox/1x1.mp4")) {
            video = sample.readAllBytes();
        }
        assertThat(fault(false, video)).isEmpty();
        for (int i = 0; i < 200; i++) {
            int length = i < 100 ? i : video.length - 1 - (i - 100) * (video.length / 101);
            assertThat(fault(false, Arrays.copyOf(video, length)))
                    .as("%s of %s bytes", length, video.length)
                    .isPresent();
        }
        assertThat(fault(false, video, new byte[1])).isPresent();
        assertThat(fault(false, video, new byte[8])).isPresent();
    }

    @Test
    void aPartThatIsMissingIsNamed() throws IOException {
        assertThat(fault(false)).hasValueSatisfying(why -> assertThat(why).contains("ftyp"));
        assertThat(fault(false, new byte[] {0, 0, 0, 8, 'f', 't', 'y', 'p'}))
                .hasValueSatisfying(why -> assertThat(why).contains("ftyp"));
        assertThat(fault(false, MOOV, FTYP, MDAT))
                .hasValueSatisfying(why -> assertThat(why).contains("ftyp"));
        assertThat(fault(false, FTYP)).hasValueSatisfying(why -> assertThat(why).contains("moov"));
        assertThat(fault(false, FTYP, MDAT))
                .hasValueSatisfying(why -> assertThat(why).contains("moov"));
        assertThat(fault(false, FTYP, MOOV))
                .hasValueSatisfying(why -> assertThat(why).contains("mdat"));
        assertThat(fault(false, FTYP, MOOV, box("mdat", new byte[0])))
                .hasValueSatisfying(why -> assertThat(why).contains("mdat"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, 0, 1, 8, 15, 17, 1L << 62, 1L << 32})
    void aLengthThatCannotBeIsNeverFollowed(long length) throws IOException {
        assertThat(fault(true, FTYP, MOOV, MDAT, large("mdat", length))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 29, -1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void norIsAShortOne(int length) throws IOException {
        byte[] box = MDAT.clone();
        ByteBuffer.wrap(box).putInt(length);
        assertThat(fault(true, FTYP, MOOV, box)).isPresent();
    }

    /** Encoders that write to a pipe leave the length of the media open. */
    @Test
    void mediaToTheEndOfTheFileAreWholeOnlyIfTheServerSaidHowLongItIs() throws IOException {
        byte[] open = MDAT.clone();
        ByteBuffer.wrap(open).putInt(0);

        assertThat(fault(true, FTYP, MOOV, open)).isEmpty();
        assertThat(fault(false, FTYP, MOOV, open)).isPresent();
        assertThat(fault(true, FTYP, MOOV, MDAT, new byte[8])).isPresent();
    }

    @Test
    void millionsOfBoxesAreNotFollowed() throws IOException {
        ByteBuffer boxes = ByteBuffer.allocate(8 * 200_000);
        while (boxes.hasRemaining()) {
            boxes.putInt(8).put("free".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(fault(true, FTYP, MOOV, MDAT, boxes.array())).isPresent();
    }

    /** @return the beginning of a box with a length of 64 bits */
    private static byte[] large(String type, long length) {
        return ByteBuffer.allocate(16)
                .putInt(1)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putLong(length)
                .array();
    }
}
