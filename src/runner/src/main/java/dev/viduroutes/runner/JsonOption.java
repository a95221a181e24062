package dev.viduroutes.runner;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.live.Now;
import dev.viduroutes.request.OutcomeJson;
import java.io.PrintWriter;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** {@code --json}: what a command tells, for programs; {@code config/commands.schema.json} describes it. */
final class JsonOption {

    /** Numbers of money keep their zeros; any terminal and any encoding can show it. */
    private static final ObjectWriter WRITER =
            OutcomeJson.mapper().addMixIn(Now.class, NowNames.class).writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    @Option(
            names = "--json",
            description = "Tell it as one JSON object, for programs; see vidu/commands.schema.json of the jar.")
    private boolean json;

    /** Else it would be {@code for_aperson}. */
    private interface NowNames {
        @JsonProperty("for_a_person")
        OptionalLong forAPerson();
    }

    boolean isSet() {
        return json;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** Writes a node, or the record that it is made of. */
    static void print(PrintWriter out, Object value) throws JsonProcessingException {
        out.println(WRITER.writeValueAsString(value));
    }
}
