package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.viduroutes.settings.ChildJvm;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where SQLite's library comes from, in processes that have not loaded it yet. */
class SqliteNativeLibraryTest {

    private static final String FOLDER = "folder-of-this-test";
    private static final int NOT_LOADED = 2;

    @TempDir
    private Path home;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = home.resolve("own");
    }

    /** Loads the library, uses it, and tells what the system has mapped of it. */
    public static final class Probe {

        private Probe() {}

        public static void main(String[] arguments) throws IOException, SQLException {
            try {
                SqliteNativeLibrary.load(Path.of(System.getProperty(FOLDER)));
            } catch (SettingsException refused) {
                System.out.println(refused.getMessage());
                System.exit(NOT_LOADED);
            }
            DriverManager.getConnection("jdbc:sqlite::memory:").close();
            try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
                mapped.filter(line -> line.contains("sqlitejdbc.so")).forEach(System.out::println);
            }
        }
    }

    private ChildJvm probe() {
        return new ChildJvm(Probe.class, home);
    }

    private String[] options() {
        // Nobody can make a folder there, root neither.
        return new String[] {"-D" + FOLDER + "=" + folder, "-Djava.io.tmpdir=/proc/no-such-folder"};
    }

    @Test
    void itIsLoadedFromTheFolderOfTheSettingsWhereNothingOfItStays() throws Exception {
        ChildJvm.End end = probe().run(Map.of(), options());

        assertThat(end.output().lines()).isNotEmpty().allMatch(line -> line.contains(folder + "/"));
        assertThat(end.exitCode()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    private void assertNamed(ChildJvm.End end) throws IOException {
        assertThat(end.output())
                .contains("vidu.tmp.directory is " + folder)
                .contains("noexec")
                .contains("org.sqlite.tmpdir");
        assertThat(end.exitCode()).isEqualTo(NOT_LOADED);
    }

    /** Not even root may write longer files. */
    @Test
    void aFolderThatDoesNotTakeItIsNamedWithWhatToDo() throws Exception {
        assertNamed(probe().under(List.of(), "ulimit -f 100").run(Map.of(), options()));
    }

    @Test
    void aFolderFromWhichNothingMayBeLoadedIsNamedWithWhatToDo() throws Exception {
        Files.createDirectories(folder);
        List<String> namespace = List.of("unshare", "-r", "-m");
        String mount = "mount -t tmpfs -o noexec,size=64m tmpfs '" + folder + "'";
        List<String> mounting =
                Stream.concat(namespace.stream(), Stream.of("sh", "-c", mount)).toList();
        assumeThat(new ProcessBuilder(mounting).start().waitFor())
                .as("%s, which some machines refuse", mounting)
                .isZero();

        assertNamed(probe().under(namespace, mount).run(Map.of(), options()));
    }

    @Test
    void aFileInThePlaceOfTheFolderIsNamedWithWhatToDo() throws Exception {
        Files.writeString(folder, "a file");

        assertThatThrownBy(() -> SqliteNativeLibrary.load(folder))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("vidu.tmp.directory is " + folder)
                .hasMessageContaining("org.sqlite.tmpdir");
    }
}
