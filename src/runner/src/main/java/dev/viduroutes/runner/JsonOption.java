package dev.viduroutes.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.request.OutcomeJson;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** {@code --json}: what a command tells, for programs; {@code config/commands.schema.json} describes it. */
final class JsonOption {

    /** Numbers of money keep their zeros; any terminal and any encoding can show it. */
    private static final ObjectMapper MAPPER = OutcomeJson.mapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    @Option(
            names = "--json",
            description = "Tell it as one JSON object, for programs; see vidu/commands.schema.json of the jar.")
    private boolean json;

    boolean isSet() {
        return json;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Writes a node, or the record that it is made of. */
    static void print(PrintWriter out, Object value) throws JsonProcessingException {
        out.println(MAPPER.writeValueAsString(value));
    }
}
