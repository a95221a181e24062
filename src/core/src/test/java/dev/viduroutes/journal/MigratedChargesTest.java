package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sums of journals that earlier versions wrote are the same after a migration, for reports and for caps. */
class MigratedChargesTest {

    private static final Path SCRIPTS = Path.of("src/core/src/main/resources/db/vidu");
    private static final Path CHARGES = Path.of("src/core/src/test/resources/journal/v13-charges.sql");
    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
    private static final LocalDate LAST = LocalDate.parse("2026-11-30");

    @TempDir
    private Path folder;

    private static List<String> scripts() throws IOException {
        return Files.readAllLines(SCRIPTS.resolve("idx_vidu.migrations")).stream()
                .map(line -> line.replaceFirst(".*, ", ""))
                .toList();
    }

    /** Each that had charges and was followed by another. */
    static List<Integer> versions() throws IOException {
        return IntStream.range(13, scripts().size()).boxed().toList();
    }

    private String journalOf(int version) throws SQLException, IOException {
        String url = "jdbc:sqlite:" + folder.resolve("journal.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            StringBuilder versions = new StringBuilder(
                    "CREATE TABLE vidu_schema (version VARCHAR(50));" + " INSERT INTO vidu_schema VALUES ('0')");
            for (int i = 1; i <= version; i++) {
                statement.executeUpdate(
                        Files.readString(SCRIPTS.resolve(scripts().get(i - 1))));
                versions.append(", ('")
                        .append(scripts().get(i - 1).replaceFirst("V(\\d+)__.*", "$1"))
                        .append("')");
                if (i == 13) {
                    statement.executeUpdate(Files.readString(CHARGES));
                }
            }
            statement.executeUpdate(versions.toString());
        }
        return url;
    }

    private static Set<String> sums(String url) throws SQLException {
        Set<String> all = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            for (ChargeGroup by : ChargeGroup.values()) {
                all.addAll(ofEntries(connection, by));
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM vidu_spending WHERE amount <> 0")) {
                while (row.next()) {
                    all.add(String.join(
                            " ",
                            row.getString("account"),
                            row.getString("period"),
                            row.getString("project"),
                            row.getString("currency"),
                            row.getString("amount")));
                }
            }
        }
        return all;
    }

    /** As reports of these versions summed them up. */
    private static Set<String> ofEntries(Connection connection, ChargeGroup by) throws SQLException {
        Set<String> all = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + by.column() + ", currency, state, COUNT(*),"
                        + " SUM(seconds), SUM(seconds * price) FROM vidu_charge c WHERE day BETWEEN '" + FIRST
                        + "' AND '"
                        + LAST + "' AND NOT EXISTS (SELECT 1 FROM vidu_charge l WHERE l.request_id = c.request_id"
                        + " AND l.charge = c.charge AND l.entry > c.entry) GROUP BY 1, 2, 3")) {
            while (row.next()) {
                ChargeSum sum = new ChargeSum(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getLong(5),
                        BigDecimal.valueOf(row.getLong(6), 6));
                all.add(by + " " + sum);
            }
        }
        return all;
    }

    private static Set<String> reported(String url) throws SQLException {
        Set<String> all = new TreeSet<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            LedgerReader ledger = new LedgerReader(connection);
            for (ChargeGroup by : ChargeGroup.values()) {
                ledger.sums(FIRST, LAST, by, "").forEach(sum -> all.add(by + " " + sum));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void everySumOfAnEarlierVersionIsKept(int version) throws Exception {
        String url = journalOf(version);
        Set<String> before = sums(url);
        assertThat(before).contains("default 2026-11  USD 2040000").hasSizeGreaterThan(30);

        try (Node node = new Node(Journals.open(Nodes.options(url, 2), InstantSource.system()))) {
            assertThat(sums(url)).isEqualTo(before);
            assertThat(before).containsAll(reported(url));
            assertThat(reported(url)).hasSizeGreaterThan(15);
            LedgerCheck.assertSumsAreThoseOfEntries(node.journals().database());
            Limit cap = new Limit("vidu.cap.month", Period.MONTH, "", "USD", 2_640_000);

            Quote today = new Quote(
                    "default",
                    false,
                    "",
                    "text-to-video",
                    5,
                    120_000,
                    "USD",
                    false,
                    List.of(cap),
                    "2026-11-30",
                    "2026-11-30");
            Task first = node.granted(Samples.task("g")).submitting();
            node.journal().recordIntent(first, today);
            Task over = node.granted(Samples.task("h")).submitting();
            assertThatThrownBy(() -> node.journal().recordIntent(over, today)).isInstanceOf(CapExceededException.class);
        }
    }
}
