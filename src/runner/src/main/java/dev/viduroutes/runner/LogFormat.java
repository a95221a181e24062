package dev.viduroutes.runner;

import dev.viduroutes.settings.EnvironmentVariables;
import dev.viduroutes.settings.PropertiesFile;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

/**
 * How the log is written. It holds from the first line on, which comes before the settings are read; so it is looked for by itself,
 * in the same places. What is wrong with it is told with all other settings.
 */
final class LogFormat {

    private static final String KEY = "vidu.log.format";
    private static final String JSON = "json";
    /** Of Logback. Who sets it has a configuration of their own. */
    private static final String CONFIGURATION = "logback.configurationFile";

    /** Each thing that it finds is a line of its own. */
    private static final String CHECK = "check";

    private LogFormat() {}

    /**
     * To be called before anything asks for a logger.
     *
     * @param command whose log is for what goes wrong alone, or for nothing if it tells that itself; empty for the gateway
     */
    static void apply(String command) {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, configuration(command));
        }
    }

    private static String configuration(String command) {
        return command.equals(CHECK)
                ? "logback-check.xml"
                : "logback" + (command.isEmpty() ? "" : "-command") + (isJson() ? "-json" : "") + ".xml";
    }

    static boolean isJson() {
        return fromEnvironment()
                .or(() -> Optional.ofNullable(System.getProperty(KEY)))
                .or(LogFormat::fromFile)
                .filter(format -> format.strip().equals(JSON))
                .isPresent();
    }

    private static Optional<String> fromEnvironment() {
        return Optional.ofNullable(System.getenv(EnvironmentVariables.nameOf(KEY)))
                .filter(value -> !value.isBlank());
    }

    /** If it can't be read, the start says so. */
    private static Optional<String> fromFile() {
        try (InputStream open = Files.newInputStream(ApplicationPropertiesFile.PLACE)) {
            return Optional.ofNullable(PropertiesFile.read(KEY, open).getProperty(KEY));
        } catch (IOException | SettingsException none) {
            return Optional.empty();
        }
    }
}
