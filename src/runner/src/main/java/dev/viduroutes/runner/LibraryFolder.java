package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** The folder {@code lib} beside the runner's jar: clients of brokers, login modules and what else users bring. */
final class LibraryFolder {

    /** Says within this process that the jars are on the class path. */
    private static final String ADDED = "dev.viduroutes.runner.libraries";

    private static final int LONGEST_NAME = 200;

    private final Path folder;

    private LibraryFolder(Path folder) {
        this.folder = folder;
    }

    /** @return the folder, if it is there and the runner is a jar */
    static Optional<LibraryFolder> besideTheRunner() {
        try {
            Path runner = Path.of(LibraryFolder.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(runner) ? of(runner.resolveSibling("lib")) : Optional.empty();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Optional<LibraryFolder> of(Path folder) {
        return Files.exists(folder) ? Optional.of(new LibraryFolder(folder)) : Optional.empty();
    }

    /** @throws SettingsException if the folder or one of its jars can't be read */
    void addTo(Instrumentation classPath) {
        for (Path jar : jars()) {
            try (JarFile open = new JarFile(jar.toFile())) {
                classPath.appendToSystemClassLoaderSearch(open);
            } catch (IOException | IllegalArgumentException unreadable) {
                throw refused(jar + " can't be read as a jar", unreadable);
            }
        }
        System.setProperty(ADDED, folder.toString());
    }

    private List<Path> jars() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .toLowerCase(Locale.ROOT)
                            .endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw refused(folder + " can't be read as a folder", unreadable);
        }
    }

    private static SettingsException refused(String what, Exception why) {
        return new SettingsException(List.of(what + " (" + why.getClass().getSimpleName()
                + "); what is in the folder lib beside the runner must be jars that this process may read"));
    }

    /** Tells which jars there are, and what is not as it should be. */
    void describe(Logger log) {
        List<Path> jars = jars();
        if (jars.isEmpty()) {
            return;
        }
        String names = jars.stream()
                .map(jar -> SanitizedText.of(jar.getFileName().toString(), LONGEST_NAME))
                .collect(Collectors.joining(", "));
        if (folder.toString().equals(System.getProperty(ADDED))) {
            log.info("lib={} jars={}", folder, names);
        } else {
            log.warn(
                    "lib={} is not on the class path ({}): start the runner by java -jar, with a Java that has the module"
                            + " java.instrument",
                    folder,
                    names);
        }
        Stream.concat(Stream.of(folder), jars.stream())
                .filter(LibraryFolder::isOpenToOthers)
                .findFirst()
                .ifPresent(open -> log.warn(
                        "{} may be written by every user of this machine, and what is there runs with the rights of the"
                                + " gateway; chmod o-w takes that away",
                        open));
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException notKnown) {
            return false;
        }
    }
}
