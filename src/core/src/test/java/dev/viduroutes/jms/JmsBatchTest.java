package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Batches from a queue, and what their senders hear of them. */
class JmsBatchTest extends QueueTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.batch.row-outcomes", "true");
    }

    private Queue send(String body, String contentType) throws Exception {
        Queue replies = jms.createTemporaryQueue();
        TextMessage message = jms.createTextMessage(body);
        message.setStringProperty("content_type", contentType);
        message.setJMSReplyTo(replies);
        send(message);
        return replies;
    }

    @Test
    void aBatchIsAnsweredWithItsOutcomeAndThoseOfItsRows() throws Exception {
        Queue replies = send(
                "mode,prompt,duration\ntext-to-video,queued[1],2\ntext-to-video,queued[2],99\n",
                "text/csv; charset=utf-8");

        List<JsonNode> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            told.add(json(receive(replies)));
        }

        JsonNode whole = told.get(2);
        assertThat(told.subList(0, 2))
                .extracting(row -> row.path("state").asText())
                .containsExactlyInAnyOrder("STORED", "FAILED");
        assertThat(whole.path("state").asText()).isEqualTo("DONE");
        assertThat(whole.path("rows").asInt()).isEqualTo(2);
        assertThat(whole.path("stored").asInt()).isEqualTo(1);
        assertThat(whole.path("billed_seconds").asInt()).isEqualTo(2);
        assertThat(whole.at("/failed_rows/0/row").asInt()).isEqualTo(2);
        assertThat(whole.at("/failed_rows/0/code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(whole.path("batch").asText()).hasSize(64);
        assertThat(home.resolve("batches/done"))
                .isDirectoryContaining(file -> file.toString().endsWith(".report.csv"));
        await().until(() -> broker.count(requests) == 0);
        assertThat(broker.count(dead)).isZero();
        await().until(() -> names(home.resolve("tmp")).isEmpty());
        assertNothingIsLeft();
    }

    @Test
    void aJsonObjectAsPlainTextIsARequestAsItWas() throws Exception {
        assertThat(json(receive(send(request("plain"), "text/plain")))
                        .path("request_id")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void whatIsNoBatchIsADeadLetterAsItWas() throws Exception {
        Queue replies = send("mode,promt\nx,y\n", "text/csv");

        Message deadLetter = receiveDeadLetter();

        assertThat(deadLetter.getBody(String.class)).isEqualTo("mode,promt\nx,y\n");
        assertThat(deadLetter.getStringProperty("vidu_reason_code")).isEqualTo("INVALID_REQUEST");
        assertThat(json(receive(replies)).at("/failure/message").asText()).contains("promt");
        await().until(() -> names(home.resolve("tmp")).isEmpty());
        assertNothingIsLeft();
    }
}
