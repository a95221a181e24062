package dev.viduroutes.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Processes that share an empty journal, on a clock that the test moves. */
abstract class Nodes {

    static final Duration LEASE = Duration.ofSeconds(60);

    final SettableClock clock = new SettableClock();
    private final List<Node> nodes = new ArrayList<>();

    /** @return where to keep the journal; the same for all nodes of a test */
    abstract String url();

    @BeforeEach
    void empty() throws SQLException {
        Database database = node(1).journals().database();
        database.update("DELETE FROM vidu_task");
        database.update("DELETE FROM vidu_slot");
        database.update("DELETE FROM vidu_attempt");
        database.update("DELETE FROM vidu_refusal");
        database.update("DELETE FROM vidu_hold");
        database.update("DELETE FROM vidu_withdrawal");
        database.update("DELETE FROM vidu_charge");
        database.update("DELETE FROM vidu_balance");
        database.update("DELETE FROM vidu_batch");
        database.update("DELETE FROM vidu_pause");
        database.update("DELETE FROM vidu_duration");
        database.update("DELETE FROM vidu_spending");
        database.update("DELETE FROM vidu_cap_raise");
        database.update("DELETE FROM vidu_cost");
    }

    @AfterEach
    void closeNodes() {
        nodes.forEach(Node::close);
    }

    Node node() throws SQLException {
        return node(10);
    }

    Node node(int places) throws SQLException {
        Node node = new Node(Journals.openByOwnClock(options(url(), places), clock));
        nodes.add(node);
        return node;
    }

    static Journals.Options options(String url, int places) {
        return new Journals.Options(url, "", "", Duration.ofSeconds(5), LEASE, Duration.ofDays(30), places);
    }
}
