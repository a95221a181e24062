package dev.viduroutes.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Java files that are packed, module by module. */
public final class Sources {

    private Sources() {}

    /** Of what users run unattended: routes, console, runner, starter. */
    public static List<Path> ofTheProduct() throws IOException {
        return of("core", "console", "runner", "spring-boot");
    }

    static List<Path> ofEveryModule() throws IOException {
        return of("core", "console", "runner", "spring-boot", "sandbox", "demo");
    }

    private static List<Path> of(String... modules) throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : modules) {
            try (Stream<Path> files = Files.walk(Path.of("src", module, "src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(all::add);
            }
        }
        return all;
    }
}
