package dev.viduroutes.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java to run hosts with.
 *
 * @param feature such as 17
 */
record Jdk(int feature, Path java) {

    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    /** The one that {@code JAVA_HOME_<feature>} names, this process's own, or one that the system has. */
    static Optional<Jdk> find(int feature) throws IOException {
        List<Path> homes = new ArrayList<>();
        Optional.ofNullable(System.getenv("JAVA_HOME_" + feature)).map(Path::of).ifPresent(homes::add);
        homes.add(Path.of(System.getProperty("java.home")));
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> installed = Files.list(INSTALLED)) {
                installed.sorted().forEach(homes::add);
            }
        }
        for (Path home : homes) {
            if (feature(home) == feature) {
                return Optional.of(new Jdk(feature, home.resolve("bin/java")));
            }
        }
        return Optional.empty();
    }

    private static int feature(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return 0;
        }
        Properties said = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            said.load(reader);
        }
        String version = said.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }
}
