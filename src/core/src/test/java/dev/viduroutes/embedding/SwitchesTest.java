package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Parts of the host's that are used instead of our own, by their type or by their name, and over a restart. */
@ViduSandbox
@SuppressWarnings("try")
class SwitchesTest {

    private final RunningSandbox sandbox;
    private final Properties settings;

    SwitchesTest(RunningSandbox sandbox) {
        this.sandbox = sandbox;
        settings = sandbox.settings();
    }

    private CamelContext context(Map<String, Object> beans) throws Exception {
        CamelContext context = new DefaultCamelContext();
        beans.forEach(context.getRegistry()::bind);
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setOverrideProperties(settings);
        ViduRoutes.addTo(context);
        context.start();
        return context;
    }

    private static Outcome generate(CamelContext context) {
        Outcome outcome = context.createProducerTemplate().requestBody("direct:vidu-generate", """
                {"input": {"mode": "text-to-video", "prompt": "switched", "duration": 2}}""", Outcome.class);
        assertThat(outcome.failure()).isEmpty();
        return outcome;
    }

    private static String key(Outcome outcome) {
        return outcome.videos().get(0).key();
    }

    @Test
    void theOnlyClockOfTheHostTellsTheTime() throws Exception {
        Duration ahead = Duration.ofDays(400);
        try (CamelContext context = context(Map.of("time", Clock.offset(Clock.systemUTC(), ahead)))) {
            String year = Integer.toString(
                    LocalDate.now(ZoneOffset.UTC).plusDays(ahead.toDays()).getYear());

            assertThat(key(generate(context))).startsWith("videos/" + year);
            context.stop();
            context.start();
            assertThat(key(generate(context))).as("after a restart").startsWith("videos/" + year);
        }
    }

    /** The settings name neither server nor keys: only with the host's client can the bucket be reached. */
    @Test
    void theOnlyS3ClientOfTheHostStoresTheVideosAndStaysOpen() throws Exception {
        AwsBasicCredentials keys = AwsBasicCredentials.create(
                settings.getProperty("vidu.s3.access-key"), settings.getProperty("vidu.s3.secret-key"));
        try (S3Client client = S3Client.builder()
                .endpointOverride(URI.create(settings.getProperty("vidu.s3.endpoint")))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .build()) {
            for (String key : new String[] {"vidu.s3.endpoint", "vidu.s3.access-key", "vidu.s3.secret-key"}) {
                settings.setProperty(key, "");
            }
            try (CamelContext context = context(Map.of("storage", client))) {
                assertThat(sandbox.object(key(generate(context)))).exists();
                context.stop();
                context.start();
                assertThat(sandbox.object(key(generate(context)))).exists();
            }
            assertThat(client.listBuckets().buckets()).isNotEmpty();
        }
    }

    @Test
    void theMetersGoToTheHostsRegistryAndGoOnAfterARestart() throws Exception {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (CamelContext context = context(Map.of("numbers", registry))) {
            generate(context);
            double submits = submits(registry);
            context.stop();
            context.start();
            generate(context);

            assertThat(submits).isEqualTo(1);
            assertThat(submits(registry)).isEqualTo(2);
            assertThat(registry.get("vidu.slots.limit").gauge().value()).isEqualTo(10);
        }
    }

    private static double submits(MeterRegistry registry) {
        return registry.get("vidu.calls").tag("kind", "submit").counter().count();
    }

    @Test
    void withoutARegistryThereAreNoMeters() throws Exception {
        try (CamelContext context = context(Map.of())) {
            generate(context);

            assertThat(context.getRegistry().lookupByName("viduMeters")).isNull();
        }
    }
}
