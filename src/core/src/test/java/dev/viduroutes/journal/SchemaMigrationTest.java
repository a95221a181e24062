package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of every age. */
class SchemaMigrationTest {

    private static final Path SCRIPTS = Path.of("src/core/src/main/resources/db/vidu");

    @TempDir
    private Path folder;

    private Connection connection;
    private Statement statement;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection(url());
        statement = connection.createStatement();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("journal.db");
    }

    private void apply(int steps) throws SQLException, IOException {
        for (String script : scripts().subList(0, steps)) {
            statement.executeUpdate(Files.readString(SCRIPTS.resolve(script)));
        }
    }

    private static List<String> index() throws IOException {
        return Files.readAllLines(SCRIPTS.resolve("idx_vidu.migrations"));
    }

    private static List<String> scripts() throws IOException {
        return index().stream().map(line -> line.replaceFirst(".*, ", "")).toList();
    }

    private static int version(String script) {
        return Integer.parseInt(script.replaceFirst("V(\\d+)__.*", "$1"));
    }

    private static int latest() throws IOException {
        return version(scripts().get(scripts().size() - 1));
    }

    private int version() throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT MAX(CAST(mversion AS INTEGER)) FROM vidu_version")) {
            return row.getInt(1);
        }
    }

    private void assertJournalWorks() throws SQLException {
        try (Node node = new Node(Journals.open(Nodes.options(url(), 2), InstantSource.system()))) {
            assertThat(node.granted(Samples.task("r")).epoch()).isEqualTo(1);
        }
    }

    /** Released scripts are never changed, only followed: those who have run them would not run the change. */
    @Test
    void theIndexHasEveryScriptInOrderAndNoneWasChangedSince() throws IOException {
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql"))
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(scripts());
        }
        for (int i = 0; i < scripts().size(); i++) {
            String name = scripts().get(i);
            CRC32 content = new CRC32();
            content.update(Files.readAllBytes(SCRIPTS.resolve(name)));
            assertThat(version(name))
                    .isGreaterThan(i == 0 ? 0 : version(scripts().get(i - 1)));
            assertThat(index().get(i)).isEqualTo((int) content.getValue() + ", " + name);
        }
    }

    @Test
    void anEmptyDatabaseGetsAllTables() throws SQLException, IOException {
        assertJournalWorks();

        assertThat(version()).isEqualTo(latest());
    }

    @Test
    void tablesWhoseVersionsStandInTheOldTableGetWhatTheyLack() throws SQLException, IOException {
        apply(5);
        statement.executeUpdate("CREATE TABLE vidu_schema (version VARCHAR(50));"
                + " INSERT INTO vidu_schema VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5')");

        assertJournalWorks();

        assertThat(version()).isEqualTo(latest());
    }

    @Test
    void tablesOfALaterVersionAreRefusedWithBothVersionsAndWhatToDo() throws SQLException, IOException {
        int later = latest() + 1;
        assertJournalWorks();
        // Not the last row.
        statement.executeUpdate("INSERT INTO vidu_version SELECT -1, mchecksum, mtype, " + later
                + ", mcomment, mstatus, run_on, run_by, run_time FROM vidu_version WHERE id = 1");

        assertThatThrownBy(this::assertJournalWorks)
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("vidu.journal.url is " + url())
                .hasMessageContaining("its tables are of version " + later)
                .hasMessageContaining("this one knows versions up to " + latest()
                        + ": start that version or a later one, or put back the copy");
        statement.executeUpdate("DELETE FROM vidu_version WHERE id = -1; DELETE FROM vidu_task");
        assertJournalWorks();
    }

    @Test
    void tablesOfEveryEarlierVersionAreBroughtUpToDate() throws SQLException, IOException {
        for (int version = 1; version < scripts().size(); version++) {
            try (Connection old = DriverManager.getConnection(url() + "-" + version);
                    Statement made = old.createStatement()) {
                for (String script : scripts().subList(0, version)) {
                    made.executeUpdate(Files.readString(SCRIPTS.resolve(script)));
                }
                StringBuilder versions = new StringBuilder("CREATE TABLE vidu_schema (version VARCHAR(50))");
                versions.append("; INSERT INTO vidu_schema VALUES ('0')");
                for (String script : scripts().subList(0, version)) {
                    versions.append("; INSERT INTO vidu_schema VALUES ('")
                            .append(version(script))
                            .append("')");
                }
                made.executeUpdate(versions.toString());
            }
            try (Node node = new Node(Journals.open(Nodes.options(url() + "-" + version, 2), InstantSource.system()))) {
                assertThat(node.granted(Samples.task("r")).epoch()).isEqualTo(1);
                assertThat(node.journals().refusals("default").release()).isEmpty();
            }
        }
    }

    /** Who only reads is of a newer version perhaps than the gateway that runs: its journal stays as it is. */
    @Test
    void aJournalOfBeforeTheLedgerIsNeitherReadNorBroughtUpToDateByWhoReadsIt() throws SQLException, IOException {
        apply(12);
        statement.executeUpdate(
                "CREATE TABLE vidu_schema (version VARCHAR(50)); INSERT INTO vidu_schema VALUES ('12')");

        assertThatThrownBy(() -> ReadOnlyConnection.open(url(), "", ""))
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("vidu.journal.url is " + url())
                .hasMessageContaining(
                        "its tables are of a version before 21, the first whose ledger can be read. A gateway of this");

        try (ResultSet tables = connection.getMetaData().getTables(null, null, "vidu_charge", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void whoReadsMakesNoJournalWhereThereIsNone() {
        String none = url() + "-none";

        assertThatThrownBy(() -> ReadOnlyConnection.open(none, "", ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("there is no such file: no gateway has used it yet");
        assertThatThrownBy(() -> ReadOnlyConnection.open(url(), "", ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("there is no journal in it");

        assertThat(Path.of(none.substring("jdbc:sqlite:".length()))).doesNotExist();
    }

    @Test
    void aScriptThatFailsTakesBackWhatOthersDidBeforeIt() throws SQLException {
        statement.executeUpdate("CREATE TABLE vidu_budget (mine TEXT)");

        assertThatThrownBy(this::assertJournalWorks).isInstanceOf(SQLException.class);

        try (ResultSet tables = connection.getMetaData().getTables(null, null, "vidu_task", null)) {
            assertThat(tables.next()).isFalse();
        }
        statement.executeUpdate("DROP TABLE vidu_budget");
        assertJournalWorks();
    }
}
