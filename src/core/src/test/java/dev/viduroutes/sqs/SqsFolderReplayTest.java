package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Dead letters of a FIFO queue in the folder, where they go if nobody says otherwise. Such a queue drops what it takes for
 * a repetition; a request that is put back within minutes is none.
 */
class SqsFolderReplayTest extends SqsTest {

    @Override
    protected void configure(Properties settings) {
        requests = requests == null ? server.create("requests-" + System.nanoTime() + ".fifo") : requests;
        super.configure(settings);
        settings.setProperty("vidu.dead-letter.uri", "direct:vidu-bury-in-folder");
    }

    @Test
    void aRequestGoesBackIntoItsGroupWithItsAttributesAndIsNotTakenForItsFirstMessage() throws Exception {
        sqs.sendMessage(message -> message.queueUrl(requests)
                .messageBody(request("unpaid sandbox:submit=400x2"))
                .messageGroupId("shelf-7")
                .messageAttributes(attributes(Map.of("department", "harbour"))));
        String id = json(receive(outcomes).body()).path("request_id").asText();

        for (String end : new String[] {"FAILED", "STORED"}) {
            ReplayOrder order = new ReplayOrder(Set.of(id), "", false, false, false);
            assertThat(template()
                            .requestBody("direct:vidu-replay", order, ReplayReport.class)
                            .complete())
                    .isTrue();
            JsonNode told = json(receive(outcomes).body());
            assertThat(told.path("request_id").asText()).isEqualTo(id);
            assertThat(told.path("state").asText()).isEqualTo(end);
            if (end.equals("FAILED")) {
                JsonNode envelope = envelope();
                assertThat(envelope.at("/properties/department").asText()).isEqualTo("harbour");
                assertThat(envelope.at("/headers/MessageGroupId").asText()).isEqualTo("shelf-7");
            }
        }
        assertThat(names(deadLetters())).isEmpty();
    }

    private JsonNode envelope() throws Exception {
        String name = names(deadLetters()).stream()
                .filter(file -> file.endsWith(".message.json"))
                .findFirst()
                .orElseThrow();
        return json(deadLetters().resolve(name));
    }
}
