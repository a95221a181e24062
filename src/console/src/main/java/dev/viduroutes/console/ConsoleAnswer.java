package dev.viduroutes.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.server.StreamedAnswer;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is answered.
 *
 * @param stream takes over once the head is set, for what takes long; else the body is all
 */
record ConsoleAnswer(int status, Map<String, String> headers, Buffer body, Optional<Stream> stream) {

    /** What takes long. */
    interface Stream {
        void begin(StreamedAnswer to);

        /** Nobody waits for it any more: lets go of what it holds. */
        default void abandon() {}
    }

    static final int OK = 200;
    static final int NO_CONTENT = 204;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "Content-Type";

    ConsoleAnswer {
        headers = Map.copyOf(headers);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectMapper mapper() {
        return JSON;
    }

    static ConsoleAnswer json(JsonNode content) throws JsonProcessingException {
        return of(OK, "application/json", Buffer.buffer(JSON.writeValueAsBytes(content)));
    }

    static ConsoleAnswer text(String type, String content) {
        return of(OK, type, Buffer.buffer(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Of something that a person keeps as a file. */
    ConsoleAnswer asFile(String name) {
        return with("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    static ConsoleAnswer nothing() {
        return new ConsoleAnswer(NO_CONTENT, Map.of(), Buffer.buffer(), Optional.empty());
    }

    static ConsoleAnswer refused(int status, String message) {
        byte[] said = object().put("message", message).toString().getBytes(StandardCharsets.UTF_8);
        return of(status, "application/json", Buffer.buffer(said));
    }

    private static ConsoleAnswer of(int status, String type, Buffer body) {
        return new ConsoleAnswer(status, Map.of(TYPE, type), body, Optional.empty());
    }

    /** What is written while it is read. */
    static ConsoleAnswer streamed(int status, String type, Stream stream) {
        return new ConsoleAnswer(status, Map.of(TYPE, type), Buffer.buffer(), Optional.of(stream));
    }

    ConsoleAnswer with(String header, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(header, value);
        return new ConsoleAnswer(status, more, body, stream);
    }
}
