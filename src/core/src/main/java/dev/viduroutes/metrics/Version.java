package dev.viduroutes.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which version this is. */
final class Version {

    private static final String FILE = "/vidu/version.properties";

    private Version() {}

    /** @return that of the jar that this class is in, such as {@code 0.1.0} */
    static String ofJar() {
        Properties file = new Properties();
        try (InputStream open = Version.class.getResourceAsStream(FILE)) {
            file.load(open);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return file.getProperty("version");
    }
}
