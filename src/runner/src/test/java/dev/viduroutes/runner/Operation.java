package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine;

/**
 * A command as operators run it, within this process.
 *
 * @param exitCode how it ended
 * @param out what it said
 * @param err what it said of itself
 */
record Operation(int exitCode, String out, String err) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Operation run(Properties settings, String... arguments) {
        return runAt(InstantSource.system(), settings, arguments);
    }

    /** @param clock of this machine */
    static Operation runAt(InstantSource clock, Properties settings, String... arguments) {
        return run(tree(clock, settings), arguments);
    }

    /** @param said hears what it says while it goes on */
    static int run(Properties settings, StringWriter said, String... arguments) {
        return tree(InstantSource.system(), settings)
                .setOut(new PrintWriter(said, true))
                .execute(arguments);
    }

    private static CommandLine tree(InstantSource clock, Properties settings) {
        return CommandTree.of(
                () -> CommandContext.withBeans(with(settings, RunnerFactory.command())),
                () -> CommandContext.withSettings(with(settings, RunnerFactory.reader())),
                clock);
    }

    static Operation run(CommandLine tree, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = tree.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Operation(exitCode, out.toString(), err.toString());
    }

    private static org.apache.camel.main.Main with(Properties settings, org.apache.camel.main.Main main) {
        main.setOverrideProperties(settings);
        return main;
    }

    /** @return what it says with {@code --json}, which is as its schema says */
    JsonNode json(String command) throws IOException {
        JsonNode said = MAPPER.readTree(out);
        JsonNode schemas = MAPPER.readTree(Files.readString(Path.of("config/commands.schema.json")));
        JsonNode schema = MAPPER.valueToTree(Map.of(
                "$schema", schemas.path("$schema"), "$defs", schemas.path("$defs"), "$ref", "#/$defs/" + command));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(said))
                .isEmpty();
        return said;
    }
}
