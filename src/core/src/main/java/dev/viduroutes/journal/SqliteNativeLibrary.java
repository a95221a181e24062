package dev.viduroutes.journal;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite itself, which its driver unpacks from its jar and loads, once for each process: into a folder of ours, since
 * {@code java.io.tmpdir} may be read-only, or mounted so that nothing in it can be loaded. The driver takes the folder
 * from a property of the whole process, which is a host's again once SQLite is loaded.
 */
final class SqliteNativeLibrary {

    /** Set by whoever wants another folder, or brings the library. */
    private static final List<String> DECIDED = List.of("org.sqlite.tmpdir", "org.sqlite.lib.path");

    private static final int LONGEST_REASON = 300;

    private SqliteNativeLibrary() {}

    /** @throws SettingsException if it can't be unpacked to the folder or loaded from there; it says what to do */
    static synchronized void load(Path folder) {
        if (DECIDED.stream().anyMatch(property -> System.getProperty(property) != null)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            loadFrom(Files.createTempDirectory(folder.toAbsolutePath(), ".sqlite-"));
        } catch (Exception | LinkageError failed) {
            throw new SettingsException(List.of("vidu.tmp.directory is " + folder.toAbsolutePath()
                    + "; SQLite's library can't be unpacked to it and loaded from it ("
                    + SanitizedText.of(String.valueOf(failed.getMessage()), LONGEST_REASON)
                    + "); it must be a folder that this process may write, of a file system that has room and is not mounted"
                    + " noexec."
                    + " Only for this library, the system property org.sqlite.tmpdir names another one"));
        }
    }

    private static void loadFrom(Path unpacked) throws Exception {
        System.setProperty(DECIDED.get(0), unpacked.toString());
        try {
            SQLiteJDBCLoader.initialize();
        } finally {
            System.clearProperty(DECIDED.get(0));
            remove(unpacked);
        }
    }

    /** What is loaded needs no name any more; where the system thinks otherwise, the driver removes it at the end. */
    private static void remove(Path unpacked) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(unpacked)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(unpacked);
        } catch (IOException inUse) {
            unpacked.toFile().deleteOnExit();
        }
    }
}
