package dev.viduroutes.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about a failure. */
class FailureTest {

    @Test
    void aMessageHasNoControlCharactersAndABoundedLength() {
        Failure failure = new Failure(
                "X", "line\r\nforged \u001b[31mred\u0000 " + "x".repeat(5_000), FailureClass.INPUT, Billing.NONE);

        assertThat(failure.message())
                .startsWith("line forged \\u{1b}[31mred\\u{0} xxx")
                .hasSize(2_000)
                .endsWith("…");
        assertThat(failure.message()).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void everyProblemIsNamed() {
        Failure failure = Failure.invalid(List.of(
                new Problem("input.duration", "20", "it must be 1 to 16"),
                new Problem("input.mode", "missing", "it must be")));

        assertThat(failure.message())
                .isEqualTo("input.duration is 20; it must be 1 to 16; also input.mode is missing; it must be");
        assertThat(failure.billing()).isEqualTo(Billing.NONE);
    }

    @Test
    void aRefusalIsFoundInsideOfWhatCamelWrappedAroundIt() {
        RequestRefusedException refusal = new RequestRefusedException("document", "empty", "it must be one");

        assertThat(RequestRefusedException.failureOf(new IllegalStateException(new RuntimeException(refusal))))
                .isSameAs(refusal.failure());
    }
}
