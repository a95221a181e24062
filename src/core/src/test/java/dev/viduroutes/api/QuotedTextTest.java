package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;

/** What the API repeats of a submit. */
class QuotedTextTest {

    @Test
    void aSignedLinkIsQuotedWithoutItsSignature() {
        String said =
                "could not fetch https://pictures.example/images/ab.png?X-Amz-Algorithm=AWS4&X-Amz-Signature=0123abcd, twice:"
                        + " (https://pictures.example/b.png?a=b&x-amz-signature=4567) and https://public.example/c.png?size=2";

        assertThat(QuotedText.of(TextNode.valueOf(said), 1_000))
                .contains("https://pictures.example/images/ab.png", "c.png?size=2")
                .doesNotContainIgnoringCase("x-amz")
                .doesNotContain("0123abcd", "4567");
    }
}
