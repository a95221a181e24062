package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.SandboxBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Something must be left of the account: each request costs 0.20. */
class BalanceRouteTest extends GatewayTest {

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().balance(1).pricePerSecond(0.1);
    }

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.price.*.*", "0.10");
        settings.setProperty("vidu.balance.floor", "0.50");
        settings.setProperty("vidu.limits.concurrent-tasks", "1");
    }

    /** A minute is over. */
    private void askAgain() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("journal.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
            assertThat(statement.executeUpdate("UPDATE vidu_balance SET asked_at = 0"))
                    .isOne();
        }
    }

    private void awaitReceived(int count) {
        await().until(() -> journal()
                .query("SELECT count(*) FROM vidu_task WHERE state = 'RECEIVED'")
                .toString()
                .contains(String.valueOf(count)));
    }

    @Test
    void noSubmitLeavesLessThanTheFloorAndSubmitsGoOnWhenThereIsMore() throws Exception {
        for (int i = 0; i < 5; i++) {
            drop("shot-" + i + ".json", request("shot-" + i, "shot " + i));
        }
        await().until(() ->
                ledger().tasksFor("shot").size() == 2 && names(done()).size() == 4);
        awaitReceived(3);
        // They take no place, and none of them is submitted when the API is asked again.
        askAgain();
        await().until(() -> ledger().calls().get("balance").total() >= 2);
        awaitReceived(3);
        assertThat(ledger().balance()).isEqualTo(0.6);
        assertThat(ledger().tasksFor("shot")).hasSize(2);

        sandbox.setBalance(2);
        askAgain();

        await().until(() -> names(done()).size() == 10);
        assertThat(ledger().tasks()).hasSize(5);
    }
}
