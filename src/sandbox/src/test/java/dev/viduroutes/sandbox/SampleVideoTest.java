package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Offsets are those of ISO/IEC 14496-12 and 14496-15, from a box's type on. */
class SampleVideoTest {

    @ParameterizedTest
    @CsvSource({"16:9, 256, 144", "9:16, 144, 256", "4:3, 256, 192", "3:4, 192, 256", "1:1, 192, 192"})
    void eachAspectRatioHasAVideoInH264(String aspectRatio, int width, int height) throws IOException {
        ByteBuffer video = ByteBuffer.wrap(SampleVideo.bytes(aspectRatio, 5));
        assertThat(type(video, 4)).isEqualTo("ftyp");
        int entry = find(video, "avc1", find(video, "stsd"));
        assertThat(video.getShort(entry + 28)).isEqualTo((short) width);
        assertThat(video.getShort(entry + 30)).isEqualTo((short) height);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void aVideoIsExactlyAsLongAsAskedFor(int seconds) throws IOException {
        ByteBuffer video = ByteBuffer.wrap(SampleVideo.bytes("16:9", seconds));
        for (String header : new String[] {"mvhd", "mdhd"}) {
            int at = find(video, header);
            int unitsInASecond = video.getInt(at + 16);
            assertThat(video.getInt(at + 20)).as(header).isEqualTo(seconds * unitsInASecond);
        }
        int times = find(video, "stts");
        int frames = video.getInt(times + 12);
        int unitsForAFrame = video.getInt(times + 16);
        assertThat(frames * unitsForAFrame)
                .isEqualTo(video.getInt(find(video, "mdhd") + 20))
                .isEqualTo(video.getInt(find(video, "tkhd") + 24));
    }

    /** @return where the type of the box stands, which is behind the frames and in the file once */
    private static int find(ByteBuffer video, String type) {
        return find(video, type, new String(video.array(), StandardCharsets.ISO_8859_1).indexOf("moov"));
    }

    private static int find(ByteBuffer video, String type, int from) {
        int at = new String(video.array(), StandardCharsets.ISO_8859_1).indexOf(type, from);
        assertThat(at).as(type).isPositive();
        return at;
    }

    private static String type(ByteBuffer video, int at) {
        return new String(video.array(), at, 4, StandardCharsets.US_ASCII);
    }
}
