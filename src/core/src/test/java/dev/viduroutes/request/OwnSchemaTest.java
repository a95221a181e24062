package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema of the operator's own that can't be used: the start says so, and no request meets it. */
class OwnSchemaTest {

    @TempDir
    private Path home;

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "[]",
                "\"x\"",
                "{\"type\": \"objekt\"}",
                "{\"properties\": {\"a\": {\"pattern\": \"(\"}}}",
                "{\"$ref\": \"file:///nowhere.json\"}",
                "{\"$ref\": \"#/$defs/missing\"}",
                "{\"type\": \"object\"} and more"
            })
    void itIsNamedWithWhatIsWrong(String schema) throws Exception {
        Path file = Files.writeString(home.resolve("schema.json"), schema);
        Properties values = new Properties();
        values.setProperty("vidu.home", home.toString());
        values.setProperty("vidu.api.key", "key-of-this-test");
        values.setProperty("vidu.s3.bucket", "bucket-of-this-test");
        values.setProperty("vidu.request.schema", "file:" + file);
        context.getPropertiesComponent().setOverrideProperties(values);

        assertThatThrownBy(() -> ViduRoutes.prepare(context))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("vidu.request.schema is file:" + file + "; it must name a JSON Schema");
    }
}
