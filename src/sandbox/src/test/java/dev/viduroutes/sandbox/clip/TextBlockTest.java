package dev.viduroutes.sandbox.clip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextBlockTest {

    @Test
    void aShortTextIsDrawnInTheLargestLetters() {
        assertThat(TextBlock.fit("A fox", 236, 108).scale()).isEqualTo(3);
    }

    @Test
    void aLongTextIsWrappedBetweenWordsInLettersThatFit() {
        TextBlock block = TextBlock.fit("one two three four", 7 * PixelFont.ADVANCE * 2, 3 * 10 * 2);

        assertThat(block.scale()).isEqualTo(2);
        assertThat(block.lines()).containsExactly("one two", "three", "four");
    }

    @Test
    void lettersShrinkBeforeAWordIsCut() {
        TextBlock block = TextBlock.fit("start.png", 9 * PixelFont.ADVANCE * 2, 200);

        assertThat(block.scale()).isEqualTo(2);
        assertThat(block.lines()).containsExactly("start.png");
    }

    @Test
    void aWordThatIsLongerThanALineIsCut() {
        assertThat(TextBlock.fit("abcdefgh", 3 * PixelFont.ADVANCE, 30).lines()).containsExactly("abc", "def", "gh");
    }

    @Test
    void whatDoesNotFitEvenInTheSmallestLettersIsLeftOut() {
        assertThat(TextBlock.fit("one two three", 5 * PixelFont.ADVANCE, 20).lines())
                .containsExactly("one", "two");
    }

    @Test
    void charactersBeyondAsciiLoseTheirMarksOrBecomeBoxes() {
        assertThat(PixelFont.drawable("  caf\u00E9\n\uD83E\uDD8A\u200D \u202E\u4E2D "))
                .isEqualTo("cafe \u007F \u007F");
    }
}
