package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.GatewayTest;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** The embedding contract: what a host may send to {@code direct:vidu-generate}. The file intake is off here. */
class DirectIntakeTest extends GatewayTest {

    private static final String SPEECH = "größe, 映像 und \uD83C\uDF0A sandbox:fast";

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.intake.file.enabled", "false");
    }

    @Test
    void everyUsualKindOfBodyArrivesUnharmed() throws Exception {
        String text = request("%s " + SPEECH);
        Map<String, Object> bodies = new LinkedHashMap<>();
        bodies.put("text", text.formatted("text"));
        bodies.put("bytes", text.formatted("bytes").getBytes(UTF_8));
        bodies.put("stream", new ByteArrayInputStream(text.formatted("stream").getBytes(UTF_8)));
        bodies.put("buffer", ByteBuffer.wrap(text.formatted("buffer").getBytes(UTF_8)));
        bodies.put(
                "file",
                Files.writeString(home.resolve("any"), text.formatted("file")).toFile());
        bodies.put("path", Files.writeString(home.resolve("other"), text.formatted("path")));
        bodies.put("map", Map.of("input", Map.of("mode", "text-to-video", "prompt", "map " + SPEECH, "duration", 2)));

        Map<String, CompletableFuture<Object>> answers = new LinkedHashMap<>();
        bodies.forEach((kind, body) -> answers.put(kind, template().asyncRequestBody("direct:vidu-generate", body)));

        for (Map.Entry<String, CompletableFuture<Object>> answer : answers.entrySet()) {
            Outcome outcome = (Outcome) answer.getValue().get(60, TimeUnit.SECONDS);
            assertThat(outcome.failure()).as(answer.getKey()).isEmpty();
            String sent = ledger().lastRequest(answer.getKey() + " gr");
            assertThat(new ObjectMapper().readTree(sent).at("/input/prompt").asText())
                    .isEqualTo(answer.getKey() + " " + SPEECH);
        }
        assertThat(home.resolve("any")).exists();
        assertThat(names(deadLetters())).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void aBodyThatIsNoDocumentIsAnOutcomeAndNeverHangs() throws Exception {
        byte[] huge = new byte[5 * 1024 * 1024];
        Arrays.fill(huge, (byte) 'x');
        Map<String, Object> cycle = new LinkedHashMap<>();
        cycle.put("input", cycle);
        List<Object> bodies = Arrays.asList(
                null,
                "",
                new byte[0],
                42,
                new Object(),
                cycle,
                List.of("a"),
                "no json",
                new ByteArrayInputStream(huge));

        List<CompletableFuture<Object>> answers = bodies.stream()
                .map(body -> template().asyncRequestBody("direct:vidu-generate", body))
                .toList();

        for (int i = 0; i < bodies.size(); i++) {
            Object answer = answers.get(i).get(60, TimeUnit.SECONDS);
            assertThat(answer).as("answer to body %d", i).isInstanceOf(Outcome.class);
            Outcome outcome = (Outcome) answer;
            assertThat(outcome.isStored()).isFalse();
            assertThat(deadLetters().resolve(outcome.source().recordName() + ".reason.json"))
                    .exists();
            if (i == bodies.size() - 1) {
                assertThat(deadLetters().resolve(outcome.source().recordName())).hasBinaryContent(huge);
            }
        }
        assertThat(ledger().submits()).isEmpty();
    }

    @Test
    void anExchangeThatIsUsedTwiceTellsOfItsSecondRequest() throws Exception {
        Exchange exchange = new DefaultExchange(context());
        exchange.getMessage().setBody(request("first of two"));
        template().asyncSend("direct:vidu-generate", exchange).get(60, TimeUnit.SECONDS);
        Outcome first = exchange.getMessage().getBody(Outcome.class);
        exchange.getMessage().setBody("no request at all");
        template().asyncSend("direct:vidu-generate", exchange).get(60, TimeUnit.SECONDS);

        Outcome second = exchange.getMessage().getBody(Outcome.class);

        assertThat(first.isStored()).isTrue();
        assertThat(second.isStored()).isFalse();
        assertThat(second.taskId()).isEmpty();
        assertThat(second.requestId()).isNotEqualTo(first.requestId());
        assertThat(second.videos()).isEmpty();
    }

    @Test
    void variablesOfTheHostSteerNothing() throws Exception {
        Exchange exchange = new DefaultExchange(context());
        for (String name :
                List.of("Source", "Task", "Original", "Document", "Outcome", "Download", "Failure", "Call")) {
            exchange.setVariable("vidu" + name, "the host's own");
        }
        exchange.getMessage().setBody(request("with variables"));

        template().asyncSend("direct:vidu-generate", exchange).get(60, TimeUnit.SECONDS);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Outcome.class).isStored()).isTrue();
    }

    @Test
    void aFileThatIsGoneBeforeItIsReadIsNoDeadLetter() {
        File gone = home.resolve("gone.json").toFile();

        assertThatThrownBy(() -> generate(gone)).isInstanceOf(CamelExecutionException.class);

        assertThat(deadLetters()).isEmptyDirectory();
        assertThat(ledger().submits()).isEmpty();
    }

    @Test
    void anIntakeThatIsOffTakesNoFile() throws Exception {
        drop("left.json", request("left alone"));
        Files.createDirectories(inbox().resolve("folder.json"));

        generate(request("direct all the same"));

        assertThat(names(inbox())).containsExactly("folder.json", "left.json");
        assertThat(ledger().submitsFor("left alone")).isZero();
    }

    @Test
    void variablesOfTheHostAreNotTakenForThoseOfAMessage() throws Exception {
        CompletableFuture<Exchange> answer = template().asyncSend("direct:vidu-generate", exchange -> {
            exchange.setVariable("viduMessage", "monday");
            exchange.setVariable("viduEnvelope", "blue");
            exchange.getMessage().setBody("no json");
        });

        Outcome outcome = answer.get(60, TimeUnit.SECONDS).getMessage().getBody(Outcome.class);
        assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INVALID_REQUEST");
    }
}
