package dev.viduroutes.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.fixture.SpansInMemory;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a {@code traceparent}, whoever wrote it. */
class TraceparentTest {

    private static final String GOOD = SpansInMemory.TRACEPARENT;

    private static SpanContext parsed(Object found) {
        return Span.fromContext(Traceparent.parse(found).orElseThrow()).getSpanContext();
    }

    @Test
    void whatIsReadIsWrittenTheSame() {
        for (String text : List.of(GOOD, GOOD.replaceFirst("01$", "00"), GOOD.replaceFirst("01$", "03"))) {
            assertThat(Traceparent.of(parsed(text))).isEqualTo(text);
            assertThat(Traceparent.of(parsed(text.getBytes(StandardCharsets.UTF_8))))
                    .isEqualTo(text);
        }
        assertThat(parsed(GOOD).isRemote()).isTrue();
        assertThat(parsed(GOOD).isSampled()).isTrue();
        assertThat(parsed(GOOD.replaceFirst("01$", "00")).isSampled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "00",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bg-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
                "٠٠-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-٠١",
                "${exchangeId}92f3577b34da6a3ce929d0e0e4736-00f067aa0ba-01"
            })
    void whatIsNoneIsNotRead(String text) {
        assertThat(Traceparent.parse(text)).isEmpty();
        assertThat(Traceparent.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void whatIsNoTextIsNotRead() {
        for (Object other :
                new Object[] {null, 55L, List.of(GOOD), Map.of("traceparent", GOOD), new StringBuilder(GOOD)}) {
            assertThat(Traceparent.parse(other)).isEmpty();
        }
        assertThat(Traceparent.parse("0".repeat(10_000_000))).isEmpty();
    }

    @Test
    void nothingIsWrittenOfNoTrace() {
        assertThat(Traceparent.of(SpanContext.getInvalid())).isEmpty();
    }
}
