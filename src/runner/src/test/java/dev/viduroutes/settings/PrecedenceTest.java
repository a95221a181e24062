package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which value counts: the environment's, the system property's, the own file's, and then the packaged default. */
class PrecedenceTest {

    @TempDir
    private Path folder;

    @Test
    void theEnvironmentOutweighsSystemPropertiesThoseTheOwnFileAndThatTheDefaults() throws Exception {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/application.properties"), """
                vidu.home=home-of-file
                vidu.api.key=key-of-file
                vidu.api.base-url=https://file.example
                vidu.s3.endpoint=https://file.example
                vidu.s3.bucket=bucket-of-file
                vidu.s3.region=region-of-file
                vidu.threads=7
                """);

        ChildJvm.End end = new ChildJvm(SettingsProbe.class, folder)
                .run(
                        Map.of(
                                "VIDU_API_KEY", "key-of-environment",
                                "VIDU_API_BASE_URL", "https://environment.example",
                                "VIDU_S3_ENDPOINT", "https://s3.environment.example"),
                        "-Dvidu.api.key=key-of-property",
                        "-Dvidu.s3.bucket=bucket-of-property",
                        "-Dvidu.s3.region=region-of-property");

        assertThat(end.output())
                .contains("PROBE key-of-environment https://environment.example https://s3.environment.example"
                        + " bucket-of-property region-of-property 7 home-of-file/tmp vidu-q3");
        assertThat(end.exitCode()).isZero();
    }

    @Test
    void aHostsOwnPropertiesOutweighTheDefaults() throws Exception {
        Path own = Files.writeString(
                folder.resolve("own.properties"),
                "vidu.api.key=k\nvidu.home=%s\nvidu.threads=9\nvidu.s3.bucket=of-the-file\n".formatted(folder));
        CamelContext context = new DefaultCamelContext();
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.addLocation("file:" + own);

        SettingResolver.addTo(context, Map.of());
        Settings settings = Settings.of(context);

        assertThat(settings.process().threads()).isEqualTo(9);
        assertThat(settings.s3().bucket()).isEqualTo("of-the-file");
        assertThat(settings.places().tmp()).isEqualTo(folder.resolve("tmp"));
        assertThat(settings.api().model()).isEqualTo("vidu-q3");
    }
}
