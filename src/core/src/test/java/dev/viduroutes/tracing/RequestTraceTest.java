package dev.viduroutes.tracing;

import static dev.viduroutes.fixture.SpansInMemory.TRACEPARENT;
import static dev.viduroutes.fixture.SpansInMemory.assertContinued;
import static dev.viduroutes.fixture.SpansInMemory.assertOneTrace;
import static dev.viduroutes.fixture.SpansInMemory.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.SpansInMemory;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.GatewayTest;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Files;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** The trace of a request, from files and from hosts. */
class RequestTraceTest extends GatewayTest {

    private static final List<String> WAY = List.of("claim", "submit", "wait", "fetch", "store", "store", "report");

    private final SpansInMemory spans = new SpansInMemory();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.tracing.enabled", "true");
    }

    @Override
    protected void prepare(CamelContext camel) {
        spans.bindTo(camel);
    }

    private Outcome generate(Object document, String traceparent) {
        return template()
                .requestBodyAndHeader("direct:vidu-generate", document, "traceparent", traceparent, Outcome.class);
    }

    @Test
    void aRequestLeavesOneTraceOfAllPartsOfItsWay() throws Exception {
        Outcome outcome = generate(request("traced", "a lighthouse"));

        assertThat(spans.names()).containsExactlyElementsOf(WAY);
        assertOneTrace(spans.all());
        assertThat(spans.all().get(0).getParentSpanId())
                .as("a trace of its own")
                .isEqualTo("0000000000000000");
        SpanData wait = spans.only("wait");
        assertThat(wait.getEvents()).extracting(EventData::getName).isNotEmpty().containsOnly("poll");
        assertThat(wait.getAttributes().get(AttributeKey.longKey("vidu.polls")))
                .isEqualTo(wait.getEvents().size());
        assertThat(spans.all()).allSatisfy(span -> {
            assertThat(text(span, "vidu.request_id")).isEqualTo("traced");
            assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
            assertThat(span.getEndEpochNanos()).isGreaterThanOrEqualTo(span.getStartEpochNanos());
        });
        assertThat(text(wait, "vidu.task_id")).isEqualTo(outcome.taskId());
        assertThat(text(wait, "vidu.mode")).isEqualTo("text-to-video");
        assertThat(journal().query("SELECT traceparent FROM vidu_task"))
                .singleElement()
                .asString()
                .startsWith("00-" + wait.getTraceId() + "-" + wait.getParentSpanId() + "-");
    }

    @Test
    void nothingThatMayBeSecretOrPrivateStandsInASpan() throws Exception {
        Outcome outcome = generate(request("a very private prompt"));

        String all = spans.all().toString();
        assertThat(all)
                .contains(outcome.requestId())
                .doesNotContain("private prompt", "http", sandbox.baseUri().getHost(), "key-of-this-test");
    }

    @Test
    void aFilesMetadataNamesTheTraceThatItGoesOnWith() throws Exception {
        drop("shot.json", """
                {"input": {"mode": "text-to-video", "prompt": "a fox", "duration": 2},
                 "metadata": {"traceparent": "%s"}}""".formatted(TRACEPARENT));
        awaitDone("shot.json");

        assertContinued(spans.awaitReports(1));
        assertThat(text(spans.only("claim"), "vidu.source")).isEqualTo("file");
    }

    @Test
    void theHeaderOfAHostsExchangeComesBeforeTheMetadata() {
        generate("""
                {"input": {"mode": "text-to-video", "prompt": "a fox", "duration": 2},
                 "metadata": {"traceparent": "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01"}}""", TRACEPARENT);

        assertContinued(spans.all());
    }

    @Test
    @SuppressWarnings("try")
    void theCurrentSpanOfAHostIsTheParentIfNothingElseIs() {
        Span own = spans.openTelemetry().getTracer("host").spanBuilder("order").startSpan();
        try (Scope current = own.makeCurrent()) {
            generate(request("a fox"));
        }

        assertOneTrace(spans.all());
        assertThat(spans.all().get(0).getParentSpanId())
                .isEqualTo(own.getSpanContext().getSpanId());
    }

    @Test
    void whatIsNoTraceparentIsIgnored() {
        for (Object hostile : List.of(
                "",
                "00",
                TRACEPARENT.toUpperCase(Locale.ROOT),
                TRACEPARENT + "-00",
                TRACEPARENT.replace("00-", "ff-"),
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
                "${exchangeId}4bf92f3577b34da6a3ce929d0e0e4736-00f067aa-01",
                "x".repeat(100_000))) {
            assertThat(generate(request("a fox"), hostile.toString()).isStored())
                    .isTrue();
        }

        assertThat(spans.all())
                .hasSize(10 * WAY.size())
                .extracting(SpanData::getTraceId)
                .doesNotContain(SpansInMemory.TRACE);
        assertThat(spans.all().stream().map(SpanData::getTraceId).distinct()).hasSize(10);
    }

    @Test
    void whoSaysNotSampledGetsNoSpans() throws Exception {
        assertThat(generate(request("a fox"), TRACEPARENT.replaceFirst("01$", "00"))
                        .isStored())
                .isTrue();

        assertThat(spans.all()).isEmpty();
        assertThat(journal().query("SELECT traceparent FROM vidu_task").toString())
                .contains("00-" + SpansInMemory.TRACE + "-")
                .contains("-00");
    }

    @Test
    void aRefusalIsTracedToo() {
        for (String document : List.of(
                "no json", "{}", "{\"input\": {\"mode\": \"never heard of\"}}", request("sandbox:submit=30001"))) {
            assertThat(generate(document, TRACEPARENT).isDeadLetter()).isTrue();
        }

        assertThat(spans.names())
                .containsExactly("claim", "report", "claim", "report", "claim", "report", "claim", "submit", "report");
        assertThat(spans.all()).allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(SpansInMemory.TRACE));
        assertThat(spans.all().stream().filter(span -> span.getStatus().getStatusCode() == StatusCode.ERROR))
                .extracting(span -> span.getName() + " " + text(span, "error.type"))
                .hasSize(4)
                .contains("claim INVALID_REQUEST");
        assertThat(spans.all().toString()).doesNotContain("never heard of");
    }

    @Test
    void aRepeatedSubmitHasASpanForEachTry() {
        generate(request("busy sandbox:submit=503x1"));

        assertThat(spans.names()).startsWith("claim", "submit", "submit", "wait");
        SpanData first = spans.all().get(1);
        assertThat(first.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(first, "error.type")).isEqualTo("ASKED_TO_WAIT");
        assertOneTrace(spans.all());
    }

    @Test
    void aRequestThatComesAgainBelongsToItsFirstTrace() {
        String document = request("again", "a fox");
        generate(document, TRACEPARENT);
        generate(document, TRACEPARENT.replace("4bf92f", "aaaaaa"));

        List<SpanData> all = spans.awaitReports(2);
        assertContinued(all);
        assertThat(spans.names().subList(WAY.size(), all.size())).containsExactly("claim", "report");
        SpanData again = all.get(WAY.size());
        assertThat(again.getLinks()).hasSize(1);
        assertThat(again.getLinks().get(0).getSpanContext().getTraceId()).startsWith("aaaaaa");
    }

    @Test
    void aRestartGoesOnWithTheTrace() throws Exception {
        drop("long.json", """
                {"request_id": "long", "input": {"mode": "text-to-video", "prompt": "sandbox:never", "duration": 2},
                 "metadata": {"traceparent": "%s"}}""".formatted(TRACEPARENT));
        await().until(() -> !ledger().tasksFor("never").isEmpty()
                && journal().query("SELECT state FROM vidu_task").contains("RUNNING"));
        stopContext();
        startAgain();
        await().until(() -> Collections.frequency(spans.names(), "claim") >= 2);
        sandbox.finish("never");
        awaitDone("long.json");

        assertContinued(spans.awaitReports(1));
        List<SpanData> waits = spans.all().stream()
                .filter(span -> span.getName().equals("wait"))
                .sorted(Comparator.comparing(SpanData::getEndEpochNanos))
                .toList();
        SpanData first = waits.get(0);
        SpanData last = waits.get(waits.size() - 1);
        assertThat(first.getAttributes().get(SpanAttributes.LEFT)).isTrue();
        assertThat(first.getAttributes().get(SpanAttributes.RESUMED)).isNull();
        assertThat(last.getAttributes().get(SpanAttributes.LEFT)).isNull();
        assertThat(last.getAttributes().get(SpanAttributes.RESUMED)).isTrue();
        assertThat(last.getStartEpochNanos()).as("since the task was accepted").isLessThan(first.getEndEpochNanos());
    }

    @Test
    void aDeadLetterThatIsPutBackGoesOnWithItsTrace() throws Exception {
        drop("failing.json", request("failing", "sandbox:submit=30001x1"));
        awaitDeadLetter("failing.json");
        Files.move(deadLetters().resolve("failing.json"), inbox().resolve("failing.json"));

        spans.awaitReports(2);
        assertOneTrace(spans.all());
    }
}
