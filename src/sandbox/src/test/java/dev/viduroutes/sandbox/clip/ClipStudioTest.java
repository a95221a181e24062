package dev.viduroutes.sandbox.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.viduroutes.sandbox.clip.ClipMaker.Clip;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jcodec.api.FrameGrab;
import org.jcodec.common.Codec;
import org.jcodec.common.DemuxerTrackMeta;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.jcodec.containers.mp4.MP4Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipStudioTest {

    private static final String FIRST = "https://images.example.com/first.png?signature=abc";
    private static final String SECOND = "https://images.example.com/second.png";

    private final ClipStudio studio = new ClipStudio();

    @ParameterizedTest
    @CsvSource({"16:9, 256, 144", "9:16, 144, 256", "4:3, 256, 192", "3:4, 192, 256", "1:1, 192, 192", ", 256, 144"})
    void aClipHasTheAspectRatioThatWasAskedFor(String aspectRatio, int width, int height) throws Exception {
        byte[] video = studio.render(new Clip("text", "A fox", List.of(), 1, "720p", aspectRatio));

        Picture frame = frames(video).get(0);
        assertThat(frame.getCroppedWidth()).isEqualTo(width);
        assertThat(frame.getCroppedHeight()).isEqualTo(height);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 16})
    void aClipLastsAsLongAsItWasAskedTo(int seconds) throws Exception {
        byte[] video = studio.render(new Clip("text", "A fox", List.of(), seconds, "720p", "16:9"));

        DemuxerTrackMeta track = grab(video).getVideoTrack().getMeta();
        assertThat(track.getTotalDuration()).isEqualTo(seconds);
        assertThat(track.getTotalFrames()).isEqualTo(seconds * ClipStudio.FRAMES_PER_SECOND);
        assertThat(frames(video)).hasSize(track.getTotalFrames());
    }

    @Test
    void aClipIsAnMp4FileWithOneH264Track() throws Exception {
        byte[] video = studio.render(text("A fox"));

        assertThat(new String(video, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
        assertThat(grab(video).getVideoTrack().getMeta().getCodec()).isEqualTo(Codec.H264);
        assertThat(MP4Util.parseMovieChannel(channel(video))
                        .getVideoTrack()
                        .getSampleEntries()[0]
                        .getFourcc())
                .isEqualTo("avc1");
    }

    @Test
    void everyKindOfClipMoves() throws Exception {
        for (Clip clip : List.of(text("A fox"), images(FIRST), images(FIRST, SECOND))) {
            List<Picture> frames = frames(studio.render(clip));

            assertThat(difference(frames.get(0), frames.get(frames.size() - 1)))
                    .as(clip.mode())
                    .isGreaterThan(2);
        }
    }

    @Test
    void twoImagesFadeFromTheFirstToTheSecond() throws Exception {
        List<Picture> fade = frames(studio.render(images(FIRST, SECOND)));
        List<Picture> back = frames(studio.render(images(SECOND, FIRST)));

        Picture start = fade.get(0);
        Picture end = fade.get(fade.size() - 1);
        assertThat(difference(end, back.get(0))).isLessThan(difference(end, start));
    }

    @Test
    void theSameClipIsTheSameBytesOnAnyDay() {
        byte[] video = studio.render(text("A fox"));

        assertThat(new ClipStudio().render(text("A fox"))).isEqualTo(video);
        assertThat(List.of("mvhd", "tkhd", "mdhd"))
                .allSatisfy(box -> assertThat(times(video, box)).isZero());
    }

    @Test
    void differentPromptsAndDifferentImagesGiveDifferentClips() {
        assertThat(studio.render(text("A fox"))).isNotEqualTo(studio.render(text("A hen")));
        assertThat(studio.render(images(FIRST))).isNotEqualTo(studio.render(images(SECOND)));
    }

    @Test
    void promptsThatDifferOnlyBehindWhatFitsGiveDifferentClips() {
        String start = "a very long story ".repeat(270);

        assertThat(studio.render(text(start + "A"))).isNotEqualTo(studio.render(text(start + "B")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n\t ",
                "fox \uD83E\uDD8A\u200D\uFE0F and half an emoji \uD83E",
                "\u202Eright to left \u0634\u0645\u0633",
                "line\r\nline\u2028line\u0000",
                "caf\u00E9 \u4E2D\u6587"
            })
    void anyCharactersInAPromptWork(String prompt) throws Exception {
        assertThat(frames(studio.render(text(prompt)))).hasSize(ClipStudio.FRAMES_PER_SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "word "})
    void theLongestPromptWorks(String part) throws Exception {
        String prompt = part.repeat(5000 / part.length());

        assertThat(frames(studio.render(text(prompt)))).hasSize(ClipStudio.FRAMES_PER_SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "?", "https://", "https://host/path/", "data:image/png;base64,AAAA", "not a url"})
    void anyImageUrlWorks(String url) throws Exception {
        assertThat(frames(studio.render(images(url)))).hasSize(ClipStudio.FRAMES_PER_SECOND);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 17})
    void aLengthThatTheApiDoesNotOfferIsRefused(int seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> studio.render(new Clip("text", "A fox", List.of(), seconds, "720p", "16:9")))
                .withMessage("durationSeconds is " + seconds + "; a clip lasts 1 to 16 seconds");
    }

    private static Clip text(String prompt) {
        return new Clip("text", prompt, List.of(), 1, "720p", "16:9");
    }

    private static Clip images(String... urls) {
        return new Clip(urls.length + " images", "", List.of(urls), 1, "720p", "16:9");
    }

    private static List<Picture> frames(byte[] video) throws Exception {
        FrameGrab grab = grab(video);
        List<Picture> frames = new ArrayList<>();
        for (Picture frame = grab.getNativeFrame(); frame != null; frame = grab.getNativeFrame()) {
            frames.add(frame.cloneCropped());
        }
        return frames;
    }

    private static FrameGrab grab(byte[] video) throws Exception {
        return FrameGrab.createFrameGrab(channel(video));
    }

    private static ByteBufferSeekableByteChannel channel(byte[] video) {
        return ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(video));
    }

    /** How far two frames are apart on average, in steps of brightness from 0 to 255. */
    private static double difference(Picture one, Picture other) {
        byte[] left = one.getPlaneData(0);
        byte[] right = other.getPlaneData(0);
        long sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += Math.abs(left[i] - right[i]);
        }
        return sum / (double) left.length;
    }

    /** Creation and modification time of a box, eight bytes behind its type, version and flags. */
    private static long times(byte[] video, String box) {
        int type = new String(video, StandardCharsets.ISO_8859_1).lastIndexOf(box);
        return ByteBuffer.wrap(video).getLong(type + 8);
    }
}
