package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Queue;
import java.util.Properties;

/** Dead letters of AMQP messages in the folder, where they go if nobody says otherwise. */
class AmqpFolderReplayTest extends AmqpReplaySuite {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.dead-letter.uri", "direct:vidu-bury-in-folder");
    }

    /** A folder keeps the name of who asked, and names are not believed. */
    @Override
    protected Queue asker() {
        return amqp.createQueue("outcomes-" + dead);
    }

    @Override
    protected void assertLabelled() throws Exception {
        String name = names(deadLetters()).stream()
                .filter(file -> file.endsWith(".message.json"))
                .findFirst()
                .orElseThrow();
        JsonNode envelope = json(deadLetters().resolve(name));
        assertThat(envelope.at("/properties/department").asText()).isEqualTo("harbour");
        assertThat(envelope.at("/headers/JMSCorrelationID").asText()).isEqualTo("order-1");
    }
}
