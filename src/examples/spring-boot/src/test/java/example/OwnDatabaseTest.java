package example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** An application with a database: the journal goes there if it is told to, and nothing does otherwise. */
@ViduSandbox
class OwnDatabaseTest {

    private final Properties settings;
    private final JdbcTemplate database;

    OwnDatabaseTest(RunningSandbox sandbox, @TempDir Path folder) {
        settings = sandbox.settings();
        settings.setProperty("spring.datasource.url", "jdbc:sqlite:" + folder.resolve("application.db"));
        database = new JdbcTemplate(DataSourceBuilder.create()
                .url(settings.getProperty("spring.datasource.url"))
                .build());
        database.execute("CREATE TABLE orders (id TEXT)");
    }

    private void makeVideo() {
        String[] arguments = settings.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
        try (ConfigurableApplicationContext application = SpringApplication.run(TrailerApplication.class, arguments)) {
            assertThat(application.getBean(Trailers.class).make("one", "A lighthouse").isStored()).isTrue();
        }
    }

    @Test
    void theDatabaseOfTheApplicationIsLeftAlone() {
        makeVideo();

        assertThat(database.queryForList("SELECT name FROM sqlite_master WHERE type = 'table'", String.class))
                .containsExactly("orders");
    }

    @Test
    void theJournalIsKeptThereIfTheSettingsSaySo() {
        settings.setProperty("vidu.journal.url", "registry:dataSource");

        makeVideo();

        assertThat(database.queryForList("SELECT state FROM vidu_task", String.class)).containsExactly("STORED");
    }
}
