package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;

/** Characters that JSON can say and SQS does not take, wherever a request's own text is told again. */
class UnrepresentableCharactersTest extends SqsTest {

    private static final String ODD = "\\uffff\\ufffe";

    @Test
    void anOutcomeWithSuchMetadataIsTold() throws Exception {
        send(
                request("odd sandbox:fast")
                        .replace("{\"input\"", "{\"metadata\": {\"name\": \"" + ODD + "\"}, \"input\""),
                Map.of());

        Message told = receive(outcomes);

        assertThat(json(told.body()).path("state").asText()).isEqualTo("STORED");
        assertThat(json(told.body()).at("/metadata/name").asText()).isEqualTo("\uffff\ufffe");
        await().until(() -> server.count(requests) == 0);
    }

    @Test
    void aDeadLetterThatQuotesThemReachesItsQueue() throws Exception {
        send(request("odd").replace("text-to-video", ODD), Map.of());

        Message deadLetter = receive(dead);

        assertThat(json(attribute(deadLetter, "vidu_reason"))
                        .at("/failure/message")
                        .asText())
                .contains("\\u{ffff}\\u{fffe}");
        receive(outcomes);
        await().until(() -> server.count(requests) == 0);
    }

    /** A queue of SQS would keep the bytes that are no text as something else. */
    @Test
    void aDeadLetterThatIsNoTextIsKeptInTheFolder() throws Exception {
        byte[] binary = {'{', (byte) 0xff, 0, (byte) 0xc3, '}'};

        Outcome outcome = generate(binary);

        assertThat(outcome.failure())
                .hasValueSatisfying(failure -> assertThat(failure.code()).isEqualTo("INVALID_REQUEST"));
        assertThat(deadLetters().resolve(outcome.source().recordName())).hasBinaryContent(binary);
        assertThat(server.count(dead)).isZero();
    }
}
