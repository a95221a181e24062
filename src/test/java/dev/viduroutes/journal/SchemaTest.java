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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of every age. */
class SchemaTest {

    private static final Path STEPS = Path.of("src/main/resources/db/vidu");

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
        for (String step : Schema.STEPS.subList(0, steps)) {
            statement.executeUpdate(Files.readString(STEPS.resolve(step + ".sql")));
        }
    }

    private int version() throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT MAX(version) FROM vidu_version")) {
            return row.getInt(1);
        }
    }

    private void assertJournalWorks() throws SQLException {
        try (Node node = new Node(Journals.open(Nodes.options(url(), 2), InstantSource.system()))) {
            assertThat(node.granted(Samples.task("r")).epoch()).isEqualTo(1);
        }
    }

    @Test
    void everyStepIsListedAndEveryListedStepIsThere() throws IOException {
        try (Stream<Path> files = Files.list(STEPS)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".sql", "")))
                    .containsExactlyInAnyOrderElementsOf(Schema.STEPS);
        }
        for (int i = 0; i < Schema.STEPS.size(); i++) {
            assertThat(Schema.STEPS.get(i)).startsWith("V" + (i + 1) + "__");
        }
    }

    @Test
    void anEmptyDatabaseGetsAllTables() throws SQLException {
        assertJournalWorks();

        assertThat(version()).isEqualTo(Schema.STEPS.size());
    }

    @Test
    void tablesWhoseVersionsStandInTheOldTableGetWhatTheyLack() throws SQLException, IOException {
        apply(5);
        statement.executeUpdate("CREATE TABLE vidu_schema (version VARCHAR(50));"
                + " INSERT INTO vidu_schema VALUES ('0'), ('1'), ('2'), ('3'), ('4'), ('5')");

        assertJournalWorks();

        assertThat(version()).isEqualTo(Schema.STEPS.size());
    }

    @Test
    void tablesOfALaterVersionAreUsedAsTheyAre() throws SQLException {
        assertJournalWorks();
        statement.executeUpdate("INSERT INTO vidu_version (version) VALUES (99); DELETE FROM vidu_task");

        assertJournalWorks();

        assertThat(version()).isEqualTo(99);
    }

    @Test
    void aStepThatFailsLeavesNothingBehind() throws SQLException {
        statement.executeUpdate("CREATE TABLE vidu_budget (mine TEXT)");

        assertThatThrownBy(this::assertJournalWorks).isInstanceOf(SQLException.class);

        try (ResultSet tables = connection.getMetaData().getTables(null, null, "vidu%", null)) {
            assertThat(tables.next()).isTrue();
            assertThat(tables.getString("TABLE_NAME")).isEqualTo("vidu_budget");
            assertThat(tables.next()).isFalse();
        }
    }
}
