package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.TextMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Dead letters of messages in the folder, where they go if nobody says otherwise; outcomes in files. */
class FolderDeadLetterTest extends QueueTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.dead-letter.uri", "direct:vidu-bury-in-folder");
        settings.setProperty("vidu.outcome.uri", "file:" + home.resolve("outcomes"));
        settings.setProperty("vidu.intake.jms.reply-to", "temporary");
    }

    @Test
    void bodyReasonAndPropertiesLieSideBySide() throws Exception {
        TextMessage message = jms.createTextMessage("größe");
        message.setJMSCorrelationID("order-3");
        message.setJMSReplyTo(jms.createQueue("payroll"));
        message.setStringProperty("department", "harbour");
        message.setStringProperty("CamelFileName", "../evil");
        send(message);
        String name = message.getJMSMessageID().replace("ID:", "").replace(":", "%3A") + ".json";

        await().until(() -> broker.count(requests) == 0);

        assertThat(deadLetters().resolve(name)).hasContent("größe");
        JsonNode reason = json(deadLetters().resolve(name + ".reason.json"));
        assertThat(reason.at("/failure/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(reason.at("/source/stamp").asText()).isEqualTo(message.getJMSMessageID());
        JsonNode envelope = json(deadLetters().resolve(name + ".message.json"));
        assertThat(envelope.at("/properties/department").asText()).isEqualTo("harbour");
        assertThat(envelope.at("/headers/JMSCorrelationID").asText()).isEqualTo("order-3");
        assertThat(names(deadLetters())).hasSize(3);
        // ApiResponses may go to temporary queues only.
        assertThat(broker.count("payroll")).isZero();
        assertThat(json(home.resolve("outcomes/" + name + ".outcome.json"))
                        .path("state")
                        .asText())
                .isEqualTo("FAILED");
    }
}
