package dev.viduroutes.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.ResourceHelper;

/**
 * The packaged default of every setting, below everything that the host says, its initial properties included: Camel
 * asks those last, so that an ordinary source of defaults would hide them.
 */
public final class DefaultSettings implements PropertiesSource, Ordered {

    /** Where the defaults stand, in the order in which a request meets them. */
    public static final String PLACE = "classpath:vidu/application.properties";

    private final PropertiesComponent host;
    private final Properties defaults;

    private DefaultSettings(PropertiesComponent host, Properties defaults) {
        this.host = host;
        this.defaults = defaults;
    }

    /**
     * Adds the defaults to a context; once is enough, further calls change nothing.
     *
     * @param different what the caller's defaults are where they are not the packaged ones
     */
    public static void addTo(CamelContext context, Map<String, String> different) {
        PropertiesComponent host = (PropertiesComponent) context.getPropertiesComponent();
        if (host.getPropertiesSources().stream().anyMatch(DefaultSettings.class::isInstance)) {
            return;
        }
        Properties defaults = new Properties();
        try (InputStream file = ResourceHelper.resolveMandatoryResourceAsInputStream(context, PLACE)) {
            defaults.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        defaults.putAll(different);
        host.addPropertiesSource(new DefaultSettings(host, defaults));
    }

    @Override
    public String getName() {
        return "vidu-routes";
    }

    @Override
    public String getProperty(String name) {
        Properties initial = host.getInitialProperties();
        Object said = initial == null || !defaults.containsKey(name) ? null : initial.get(name);
        return said == null ? defaults.getProperty(name) : said.toString();
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST;
    }
}
