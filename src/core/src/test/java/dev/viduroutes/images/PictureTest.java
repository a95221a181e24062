package dev.viduroutes.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.viduroutes.request.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a picture, and what is not. */
class PictureTest {

    private static ImageReference read(byte[] content) throws PictureException {
        ImageReference reference = Picture.of(content).reference();
        assertThat(ImageReference.of(reference.toString())).contains(reference);
        return reference;
    }

    private static PictureException refusal(byte[] content) {
        PictureException refusal = catchThrowableOfType(PictureException.class, () -> Picture.of(content));
        assertThat(refusal).as("refused").isNotNull();
        return refusal;
    }

    @Test
    void sizeAndFormatComeFromTheContent() throws PictureException {
        assertThat(read(TestPictures.png(320, 200, 1)))
                .extracting("ending", "width", "height")
                .containsExactly("png", 320, 200);
        assertThat(read(TestPictures.jpeg(321, 201, 1)))
                .extracting("ending", "width", "height")
                .containsExactly("jpg", 321, 201);
        assertThat(read(TestPictures.webp(640, 360)))
                .extracting("ending", "width", "height")
                .containsExactly("webp", 640, 360);
        assertThat(read(TestPictures.extendedWebp(5000, 129, false)))
                .extracting("ending", "width", "height", "animated")
                .containsExactly("webp", 5000, 129, false);
    }

    @Test
    void theSameContentHasTheSameReferenceAndAnotherOneAnother() throws PictureException {
        assertThat(read(TestPictures.png(99, 99, 1))).isEqualTo(read(TestPictures.png(99, 99, 1)));
        assertThat(read(TestPictures.png(99, 99, 1))).isNotEqualTo(read(TestPictures.png(99, 99, 2)));
    }

    @Test
    void animatedOnesAndWhatOthersFollowPassWithAMark() throws PictureException {
        assertThat(read(TestPictures.animatedPng()).animated()).isTrue();
        assertThat(read(TestPictures.extendedWebp(200, 200, true)).animated()).isTrue();
        byte[] archive = "PK\u0003\u0004 and <html>".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(read(TestPictures.concat(TestPictures.png(200, 200, 1), archive))
                        .trailed())
                .isTrue();
        assertThat(read(TestPictures.concat(TestPictures.jpeg(200, 200, 1), archive))
                        .trailed())
                .isTrue();
        assertThat(read(TestPictures.png(200, 200, 1)).trailed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"60000, 60000", "16385, 1", "0, 10", "-1, -1"})
    void absurdDimensionsAreRefused(int width, int height) {
        PictureException refusal = refusal(TestPictures.pngSaying(width, height));

        assertThat(refusal.isPassing()).isFalse();
        assertThat(refusal).hasMessageContaining("pixels");
    }

    @Test
    void everyBeginningOfAPictureIsTruncatedAndNothingElse() {
        for (byte[] whole :
                new byte[][] {TestPictures.png(40, 30, 3), TestPictures.jpeg(40, 30, 3), TestPictures.webp(400, 300)}) {
            for (int length = 12; length < whole.length; length++) {
                assertThat(refusal(Arrays.copyOf(whole, length)).isPassing())
                        .as("%s of %s bytes", length, whole.length)
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsStillToBeWrittenMayBecomeAPicture() {
        assertThat(refusal(new byte[0]).isPassing()).isTrue();
        assertThat(refusal(new byte[4096]).isPassing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GIF89a",
                "%PDF-1.7",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
                "<?xml version='1.0'?><svg/>",
                "<html>",
                "PK\u0003\u0004",
                "\u0000\u0000\u0000\u0018ftypheic",
                "nothing"
            })
    void otherKindsAreRefusedByTheirName(String content) {
        assertThat(refusal(content.getBytes(StandardCharsets.ISO_8859_1)).isPassing())
                .isFalse();
    }

    @Test
    void noContentOfAnybodysBreaksTheReaders() {
        Random random = new Random(7);
        byte[][] begins = {
            TestPictures.png(20, 20, 1), TestPictures.jpeg(20, 20, 1), TestPictures.extendedWebp(20, 20, true)
        };
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = begins[i % 3].clone();
            for (int hit = 0; hit < 3; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                Picture.of(damaged);
            } catch (PictureException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void tenMegabytesAreTheMost() {
        byte[] large = Arrays.copyOf(TestPictures.png(200, 200, 1), 10_000_001);

        assertThat(refusal(large)).hasMessage("10000001 bytes long");
    }
}
