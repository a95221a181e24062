package example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ViduSandbox
class TrailersTest extends CamelMainTestSupport {

    @TempDir
    static Path folder;

    private static RunningSandbox sandbox;

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.addRoutesBuilder(Trailers.class);
    }

    @Override
    protected Properties useOverridePropertiesWithPropertiesComponent() {
        Properties properties = sandbox.settings();
        properties.setProperty("trailers.in", folder.resolve("in").toString());
        properties.setProperty("trailers.out", folder.resolve("out").toString());
        return properties;
    }

    @Test
    void aFileBecomesAVideoAndAReport() throws Exception {
        NotifyBuilder done = new NotifyBuilder(context()).fromRoute("trailers").whenDone(1).create();
        Path written = Files.writeString(folder.resolve("part"), """
                {"input": {"mode": "text-to-video", "prompt": "A harbour", "duration": 3}}""");
        Files.createDirectories(folder.resolve("in"));
        Files.move(written, folder.resolve("in/harbour.json"));

        assertTrue(done.matches(30, TimeUnit.SECONDS));
        assertTrue(Files.readString(folder.resolve("out/harbour.json")).contains("\"STORED\""));
    }
}
