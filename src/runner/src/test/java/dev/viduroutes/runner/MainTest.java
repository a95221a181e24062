package dev.viduroutes.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

/** The last words of a runner that does not start. */
class MainTest {

    @Test
    void theyAreTheJournalsOwnAndNotTheDrivers() {
        SQLException driver = new SQLException("Connection refused; password=geheim");
        SQLException journal =
                new SQLException("vidu.journal.url is x; …: Connection refused; password=geheim", driver);

        assertThat(Main.lastWords(new RuntimeCamelException(new RuntimeException(journal))))
                .isEqualTo("vidu.journal.url is x; …: Connection refused; password=…");
    }

    @Test
    void otherwiseTheyAreTheInnermostCause() {
        assertThat(Main.lastWords(new RuntimeException(new IOException("no room"))))
                .isEqualTo("IOException: no room");
    }
}
