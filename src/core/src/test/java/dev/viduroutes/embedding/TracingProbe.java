package dev.viduroutes.embedding;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.settings.SettingsException;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** A host, as whatever class loader finds its classes. */
@SuppressWarnings("try")
public final class TracingProbe {

    private TracingProbe() {}

    /** @return what became of a request that is none, or why nothing started */
    public static String run(boolean enabled, String home) throws Exception {
        // Which drivers there are was asked by another class loader before.
        Class.forName("org.sqlite.JDBC");
        Properties settings = new Properties();
        settings.setProperty("vidu.home", home);
        settings.setProperty("vidu.api.key", "key-of-this-probe");
        settings.setProperty("vidu.s3.bucket", "bucket-of-this-probe");
        settings.setProperty("vidu.s3.endpoint", "http://127.0.0.1:1");
        settings.setProperty("vidu.tracing.enabled", Boolean.toString(enabled));
        try (CamelContext context = new DefaultCamelContext()) {
            PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
            properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
            properties.setOverrideProperties(settings);
            ViduRoutes.addTo(context);
            context.start();
            Outcome outcome =
                    context.createProducerTemplate().requestBody("direct:vidu-generate", "no json", Outcome.class);
            return outcome.state() + " " + outcome.failure().map(Failure::code).orElse("");
        } catch (SettingsException refused) {
            return refused.getMessage();
        }
    }
}
