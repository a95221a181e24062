package dev.viduroutes.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sqs.SqsServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.sqs.model.Message;

/** Requests in an SQS queue, and their outcomes in another one. */
final class SqsTraffic implements MessageTraffic {

    private final SqsServer server;
    private final UnaryOperator<String> line;
    private final String requests;
    private final String outcomes;
    private final String dead;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<JsonNode>> replies = new HashMap<>();

    SqsTraffic(SqsServer server) {
        this(server, UnaryOperator.identity());
    }

    /** @param line the URL by which the gateway gets to a queue, from that queue's own */
    SqsTraffic(SqsServer server, UnaryOperator<String> line) {
        this.server = server;
        this.line = line;
        requests = server.create("vidu-requests");
        outcomes = server.create("vidu-outcomes");
        dead = server.create("vidu-dead");
    }

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "VIDU_INTAKE_FILE_ENABLED",
                "false",
                "VIDU_INTAKE_SQS_ENABLED",
                "true",
                "VIDU_INTAKE_SQS_QUEUE_URL",
                line.apply(requests),
                "VIDU_INTAKE_SQS_ACCESS_KEY",
                SqsServer.KEY,
                "VIDU_INTAKE_SQS_SECRET_KEY",
                SqsServer.KEY,
                // A message of a process that was killed is seen again this late.
                "VIDU_INTAKE_SQS_VISIBILITY",
                "2s",
                "VIDU_OUTCOME_URI",
                "vidu-sqs:outcomes?queueUrl=" + line.apply(outcomes),
                "VIDU_DEAD_LETTER_URI",
                "vidu-sqs:dead?queueUrl=" + line.apply(dead));
    }

    @Override
    public void send(String name, String document) {
        names.put(
                server.client()
                        .sendMessage(message -> message.queueUrl(requests).messageBody(document))
                        .messageId(),
                name);
    }

    @Override
    public Map<String, List<JsonNode>> replies() throws IOException {
        for (List<Message> told = receive(); !told.isEmpty(); told = receive()) {
            for (Message message : told) {
                JsonNode outcome = new ObjectMapper().readTree(message.body());
                replies.computeIfAbsent(names.get(outcome.at("/source/stamp").asText()), name -> new ArrayList<>())
                        .add(outcome);
                server.client().deleteMessage(done -> done.queueUrl(outcomes).receiptHandle(message.receiptHandle()));
            }
        }
        return replies;
    }

    private List<Message> receive() {
        return server.client()
                .receiveMessage(ask -> ask.queueUrl(outcomes).maxNumberOfMessages(10))
                .messages();
    }

    @Override
    public boolean isDrained() {
        return server.count(requests) == 0;
    }
}
