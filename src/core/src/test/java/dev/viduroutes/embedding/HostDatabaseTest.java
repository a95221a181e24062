package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.viduroutes.ViduRoutes;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.fixture.PostgresServer;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** A host with a PostgreSQL of its own, which the journal may use, or must leave alone. */
@ViduSandbox
@SuppressWarnings("try")
class HostDatabaseTest {

    private static final EmbeddedPostgres server = PostgresServer.get();
    private static final String DATABASE = PostgresServer.newDatabase();

    private final RunningSandbox sandbox;
    private final Properties settings;

    HostDatabaseTest(RunningSandbox sandbox) {
        this.sandbox = sandbox;
        settings = sandbox.settings();
    }

    @BeforeEach
    void empty() {
        JdbcTemplate host = new JdbcTemplate(server.getDatabase("postgres", DATABASE));
        host.execute("DROP SCHEMA IF EXISTS app CASCADE");
        host.execute("CREATE SCHEMA app");
        host.execute("CREATE TABLE app.orders (id TEXT)");
    }

    private static HikariDataSource pool(Consumer<HikariConfig> how) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.getJdbcUrl("postgres", DATABASE) + "&currentSchema=app");
        config.setMaximumPoolSize(4);
        how.accept(config);
        return new HikariDataSource(config);
    }

    private static HikariDataSource pool() {
        return pool(config -> {});
    }

    private CamelContext context(String name, DataSource source) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind(name, source);
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setOverrideProperties(settings);
        ViduRoutes.addTo(context);
        context.start();
        return context;
    }

    private static Outcome generate(CamelContext context, String id) {
        return context.createProducerTemplate()
                .requestBody("direct:vidu-generate", """
                {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "a clip %s.", "duration": 2}}""".formatted(id, id), Outcome.class);
    }

    private static List<String> tables(DataSource source) {
        return new JdbcTemplate(source)
                .queryForList("SELECT tablename FROM pg_tables WHERE schemaname = 'app'", String.class);
    }

    private static List<String> states(DataSource source) {
        return new JdbcTemplate(source).queryForList("SELECT state FROM app.vidu_task", String.class);
    }

    private Path ownJournal() {
        return Path.of(settings.getProperty("vidu.home"), "journal.db");
    }

    @Test
    void theDataSourceThatIsNamedForTheJournalIsUsedAndStaysOpen() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.journal", Level.INFO);
                HikariDataSource orders = pool()) {
            try (CamelContext context = context("viduDataSource", orders)) {
                assertThat(generate(context, "named").isStored()).isTrue();
            }

            assertThat(states(orders)).containsExactly("STORED");
            assertThat(tables(orders)).contains("vidu_budget", "vidu_slot", "orders");
            assertThat(new JdbcTemplate(orders).queryForList("SELECT id FROM app.vidu_budget"))
                    .as("the budget of all processes")
                    .hasSize(1);
            assertThat(ownJournal()).doesNotExist();
            assertThat(log.lines().stream().filter(line -> line.contains(" journal=")))
                    .as("opened once")
                    .hasSize(1)
                    .allMatch(
                            line -> line.endsWith("journal=DataSource viduDataSource engine=PostgreSQL at=schema app"));
        }
    }

    @Test
    void aDataSourceThatIsMeantForSomethingElseIsLeftAlone() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.journal", Level.INFO);
                HikariDataSource orders = pool();
                CamelContext context = context("dataSource", orders)) {
            assertThat(generate(context, "alone").isStored()).isTrue();

            assertThat(tables(orders)).containsExactly("orders");
            assertThat(ownJournal()).exists();
            assertThat(log.text())
                    .contains("journal=jdbc:sqlite:" + ownJournal())
                    .contains("DataSource dataSource is not used; vidu.journal.url=registry:<name> would choose one");
        }
    }

    @Test
    void theSettingChoosesADataSourceByItsName() throws Exception {
        settings.setProperty("vidu.journal.url", "registry:orders");
        try (HikariDataSource orders = pool();
                CamelContext context = context("orders", orders)) {
            assertThat(generate(context, "chosen").isStored()).isTrue();

            assertThat(states(orders)).containsExactly("STORED");
        }
    }

    @Test
    void aDataSourceThatIsNotThereStopsTheStart() {
        settings.setProperty("vidu.journal.url", "registry:oders");
        try (HikariDataSource orders = pool()) {
            assertThatThrownBy(() -> context("orders", orders))
                    .hasStackTraceContaining("vidu.journal.url is registry:oders; it must name a DataSource of the"
                            + " registry, which has orders");
        }
    }

    /** One connection, read-only, that commits nothing by itself: what is given back must be so again. */
    @Test
    void aPoolThatIsSetUpForOtherWorkIsEnoughAndStaysAsItWas() throws Exception {
        try (HikariDataSource orders = pool(config -> {
            config.setMaximumPoolSize(1);
            config.setAutoCommit(false);
            config.setReadOnly(true);
        })) {
            try (CamelContext context = context("viduDataSource", orders)) {
                List<CompletableFuture<Outcome>> answers = IntStream.range(0, 4)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> generate(context, "of-one-" + i)))
                        .toList();

                assertThat(answers).allMatch(answer -> answer.join().isStored());
            }
            try (Connection back = orders.getConnection()) {
                assertThat(back.getAutoCommit()).isFalse();
                assertThat(back.isReadOnly()).isTrue();
            }
        }
    }

    @Test
    void whatWasPaidStaysRecordedWhenTheHostsTransactionIsRolledBack() throws Exception {
        try (HikariDataSource orders = pool();
                CamelContext context = context("viduDataSource", new TransactionAwareDataSourceProxy(orders))) {
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(orders));
            JdbcTemplate host = new JdbcTemplate(orders);

            Outcome first = transaction.execute(status -> {
                host.update("INSERT INTO app.orders VALUES ('rolled back')");
                Outcome outcome = generate(context, "paid");
                status.setRollbackOnly();
                return outcome;
            });

            assertThat(first.isStored()).isTrue();
            assertThat(host.queryForList("SELECT id FROM app.orders")).isEmpty();
            assertThat(states(orders)).containsExactly("STORED");
            assertThat(generate(context, "paid").isStored()).isTrue();
            assertThat(sandbox.ledger().submitsFor("a clip paid.")).isEqualTo(1);
        }
    }

    @Test
    void theHostsOwnErrorInATransactionIsNotTheJournals() throws Exception {
        try (HikariDataSource orders = pool();
                CamelContext context = context("viduDataSource", new TransactionAwareDataSourceProxy(orders))) {
            TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(orders));

            Outcome outcome = transaction.execute(status -> {
                // PostgreSQL refuses every further statement of a transaction in which one failed.
                assertThatThrownBy(() -> new JdbcTemplate(orders).execute("SELECT 1 / 0"))
                        .isNotNull();
                status.setRollbackOnly();
                return generate(context, "beside");
            });

            assertThat(outcome.isStored()).isTrue();
        }
    }

    @Test
    void anotherKindOfDatabaseIsRefusedByName() {
        DataSource other = fake(
                DataSource.class,
                fake(Connection.class, fake(DatabaseMetaData.class, "H2", "Database"), "MetaData"),
                "Connection");

        assertThatThrownBy(() -> context("viduDataSource", other))
                .hasStackTraceContaining("the DataSource viduDataSource can't be used for the journal: it is a H2;"
                        + " the journal needs SQLite or PostgreSQL");
    }

    @Test
    void anIsolationThatRefusesOurStatementsIsRefused() throws SQLException {
        try (HikariDataSource strict = pool(config -> config.setTransactionIsolation("TRANSACTION_SERIALIZABLE"))) {
            assertThatThrownBy(() -> context("viduDataSource", strict))
                    .hasStackTraceContaining("another isolation than READ COMMITTED");
        }
    }

    @Test
    void theHostsDatabaseIsUsedAgainAfterEveryStart() throws Exception {
        try (HikariDataSource orders = pool();
                CamelContext context = context("viduDataSource", orders)) {
            assertThat(generate(context, "again").isStored()).isTrue();
            context.stop();
            context.start();

            assertThat(generate(context, "again").isStored()).isTrue();
            assertThat(sandbox.ledger().submitsFor("a clip again.")).isEqualTo(1);
        }
    }

    /** Answers one method, whose name ends like this, and nothing else. */
    private static <T> T fake(Class<T> type, Object answer, String ending) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.getName().startsWith("get") && method.getName().matches(".*" + ending + "(ProductName)?")
                                ? answer
                                : method.getReturnType() == boolean.class
                                        ? method.getName().equals("getAutoCommit")
                                        : null));
    }
}
