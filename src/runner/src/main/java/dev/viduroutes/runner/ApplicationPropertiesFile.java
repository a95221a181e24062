package dev.viduroutes.runner;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.settings.PropertiesFile;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.LoadablePropertiesSource;

/**
 * The runner's file of settings. Camel gets what is meant for itself, such as {@code camel.main.…}, and what the settings refer
 * to; the settings themselves it never sees, since it writes into the log what it reads.
 */
final class ApplicationPropertiesFile implements LoadablePropertiesSource {

    /** Whoever embeds the routes has sources of their own; the runner has this one. */
    private static final Map<String, String> DEFAULTS = Map.of("vidu.intake.file.enabled", "true");

    private static final String NAME = "config/application.properties";
    /** In the folder where the runner is started. */
    static final Path PLACE = Path.of(NAME);

    private static final String OURS = "vidu.";

    private final Properties content;

    private ApplicationPropertiesFile(Properties content) {
        this.content = content;
    }

    /**
     * Reads the file, if it is there, and adds it to a context.
     *
     * @throws SettingsException if it can't be read
     */
    static void addTo(CamelContext context) {
        context.getPropertiesComponent().addPropertiesSource(new ApplicationPropertiesFile(read(PLACE)));
    }

    static ApplicationPropertiesFile of(CamelContext context) {
        return (ApplicationPropertiesFile) context.getPropertiesComponent().getPropertiesSource(NAME);
    }

    private static Properties read(Path file) {
        try (InputStream open = Files.newInputStream(file)) {
            return PropertiesFile.read(NAME, open);
        } catch (NoSuchFileException none) {
            return new Properties();
        } catch (IOException unreadable) {
            throw new SettingsException(List.of(file.toAbsolutePath() + " can't be read ("
                    + unreadable.getClass().getSimpleName() + "); it must be a file that this process may read"));
        }
    }

    /** Prepares the context of the runner, with the file above the packaged defaults. */
    Settings prepare(CamelContext context) {
        Settings settings = ViduRoutes.prepare(context, defaults());
        LibraryProperties.unpackInto(settings.places().tmp());
        return settings;
    }

    /** Has the context know the settings, and no more. */
    Settings read(CamelContext context) {
        return ViduRoutes.settings(context, defaults());
    }

    private Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(DEFAULTS);
        keys().stream().filter(key -> key.startsWith(OURS)).forEach(key -> defaults.put(key, content.getProperty(key)));
        return defaults;
    }

    Set<String> keys() {
        return content.stringPropertyNames();
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getProperty(String key) {
        return key.startsWith(OURS) ? null : content.getProperty(key);
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(key -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> wanted) {
        Properties foreign = new Properties();
        keys().stream()
                .filter(wanted.and(key -> !key.startsWith(OURS)))
                .forEach(key -> foreign.setProperty(key, content.getProperty(key)));
        return foreign;
    }

    /** Settings are read once. */
    @Override
    public void reloadProperties(String location) {}
}
