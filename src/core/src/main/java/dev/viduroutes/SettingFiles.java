package dev.viduroutes;

import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.request.RequestSchema;
import dev.viduroutes.settings.PropertiesFile;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import dev.viduroutes.template.RequestDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that settings name, and that a start reads. */
final class SettingFiles {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");
    private static final String PACKAGED_CODES = "classpath:vidu/failures.properties";

    private final CamelContext context;
    private final Settings settings;

    SettingFiles(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** @throws SettingsException if one of them can't be used */
    void check() {
        new RequestDefaults(settings, schema());
        failureCodes();
    }

    RequestSchema schema() {
        try {
            return RequestSchema.read(context, settings);
        } catch (IOException | RuntimeException unusable) {
            throw unusable("vidu.request.schema", settings.requests().schema(), "it must name a JSON Schema", unusable);
        }
    }

    FailureCodes failureCodes() {
        String place = settings.retry().failures();
        FailureCodes codes = new FailureCodes("vidu.failures is " + place, properties(place));
        Set<String> missing = codes.missing(new FailureCodes(properties(PACKAGED_CODES)));
        if (!missing.isEmpty()) {
            LOG.warn(
                    "vidu.failures={} lacks codes that this version knows; they mean default there: {}",
                    place,
                    String.join(", ", missing));
        }
        return codes;
    }

    private Properties properties(String place) {
        try (InputStream file = ResourceHelper.resolveMandatoryResourceAsInputStream(context, place)) {
            return PropertiesFile.read("vidu.failures is " + place + "; this file", file);
        } catch (IOException | IllegalArgumentException unusable) {
            throw unusable("vidu.failures", place, "it must name a properties file", unusable);
        }
    }

    private static SettingsException unusable(String key, String place, String rule, Exception why) {
        return new SettingsException(
                List.of(key + " is " + place + "; " + rule + " that can be read (" + ErrorText.ofRootCause(why) + ")"));
    }
}
