package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.moderation.ContentRefusal;
import dev.viduroutes.moderation.LiftedHold;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What counts against the content that is sent, and who is held back by it. */
abstract class RefusalSuite extends Nodes {

    private static final Duration WINDOW = Duration.ofHours(1);

    private static Task refused(Task task, String code) {
        return task.failed(new Failure(code, "why", FailureClass.CONTENT, Billing.UNKNOWN), Samples.NOW);
    }

    /** Refused at once. */
    private Task refuse(Node node, String id) throws SQLException {
        return node.settle(refused(node.bring(Samples.task(id), TaskState.SUBMITTING), "CONTENT_REFUSED"));
    }

    private int counted(Node node) throws SQLException {
        return node.journals().refusals("default").status(WINDOW).count();
    }

    private boolean hold(Node node, int limit) throws SQLException {
        return node.journals().refusals("default").hold(limit, WINDOW);
    }

    private boolean isHeld(Node node) throws SQLException {
        return node.journals().refusals("default").status(WINDOW).heldSince().isPresent();
    }

    @Test
    void aRefusalCountsOnceWhetherItCameAtOnceOrFromATaskAndNothingElseDoes() throws SQLException {
        Node node = node();
        Task atOnce = refuse(node, "at-once");
        node.settle(refused(node.bring(Samples.task("later"), TaskState.RUNNING), "NSFW"));
        node.bring(Samples.task("stored"), TaskState.STORED);
        node.settle(Samples.failed(node.bring(Samples.task("input"), TaskState.SUBMITTING), Billing.NONE));
        assertThat(counted(node)).isEqualTo(2);

        // Its answer was lost.
        node.settle(atOnce);
        // It comes again, and is told again.
        assertThat(node().journal().claim(Samples.task("at-once")).isSettled()).isTrue();

        assertThat(counted(node())).isEqualTo(2);
        assertThat(node.journals().refusals("default").status(WINDOW).last().map(ContentRefusal::code))
                .isPresent();
    }

    @Test
    void whatIsRefusedOnceMoreCountsOnceMore() throws SQLException {
        Node node = node();
        refuse(node, "r");
        node.journal().leave(Samples.task("r"));
        Task changed = node.granted(Samples.task("r", "a wolf", 2));
        assertThat(changed.submits()).isEqualTo(1);

        node.settle(refused(node.record(changed.submitting()), "CONTENT_REFUSED"));

        assertThat(counted(node)).isEqualTo(2);
    }

    @Test
    void aRefusalThatSomebodyElseRecordedMeanwhileIsNotCounted() throws SQLException {
        Node first = node();
        Task left = first.bring(Samples.task("r"), TaskState.SUBMITTING);
        clock.advance(LEASE.plusMillis(1));
        Node second = node();
        second.granted(Samples.task("r"));

        assertThatThrownBy(() -> first.settle(refused(left, "NSFW"))).isInstanceOf(FencedException.class);

        assertThat(counted(second)).isZero();
    }

    @Test
    void aRefusalThatTheJournalLostIsCountedWhenItIsRecordedAgain() throws SQLException {
        Node node = node();
        Task sent = node.bring(Samples.task("r"), TaskState.RUNNING);
        node.journals().database().update("DELETE FROM vidu_task");

        node.settle(refused(sent, "NSFW"));

        assertThat(counted(node)).isEqualTo(1);
    }

    @Test
    void thoseOfAllProcessesWithinTheWindowHoldAllBackUntilTheyAreReleased() throws SQLException {
        Node first = node();
        Node second = node();
        refuse(first, "old");
        clock.advance(WINDOW);
        refuse(first, "a");
        refuse(second, "b");
        assertThat(hold(first, 3)).as("one is too old").isFalse();
        refuse(second, "c");

        assertThat(hold(second, 3)).isTrue();
        assertThat(hold(first, 3)).as("it is held already").isFalse();
        clock.advance(WINDOW.multipliedBy(100));
        Node later = node();

        assertThat(isHeld(later)).isTrue();
        assertThat(counted(later)).isEqualTo(3);
    }

    @Test
    void aReleaseTellsWhatItReleasedAndCountingBeginsAnew() throws SQLException {
        Node node = node();
        refuse(node, "a");
        clock.advance(Duration.ofSeconds(1));
        refuse(node, "b");
        hold(node, 2);
        // It was under way.
        clock.advance(Duration.ofSeconds(1));
        refuse(node, "c");

        LiftedHold released = node().journals().refusals("default").release().orElseThrow();

        assertThat(released.heldSince()).isEqualTo(clock.instant().minusSeconds(1));
        assertThat(released.refusals()).extracting(ContentRefusal::requestId).containsExactly("a", "b", "c");
        assertThat(isHeld(node)).isFalse();
        assertThat(counted(node)).isZero();
        assertThat(node.journals().refusals("default").release()).isEqualTo(Optional.empty());
        assertThat(hold(node, 1)).as("what was counted before the release").isFalse();
        refuse(node, "d");
        assertThat(counted(node)).isEqualTo(1);
    }

    @Test
    void whatWasToldIsForgottenByOneProcessAlone() throws SQLException {
        Node first = node();
        refuse(first, "a");
        refuse(first, "b");

        assertThat(first.journals().refusals("default").forget(3, WINDOW)).isZero();
        assertThat(first.journals().refusals("default").forget(2, WINDOW)).isEqualTo(2);
        assertThat(node().journals().refusals("default").forget(2, WINDOW)).isZero();
    }

    @Test
    void refusalsArePrunedButNotThoseThatHoldSubmitsBack() throws SQLException {
        Node node = node();
        refuse(node, "a");
        hold(node, 1);
        clock.advance(Duration.ofDays(31));
        node.journals().housekeeping().tidy();
        assertThat(counted(node)).isEqualTo(1);
        node.journals().refusals("default").release();

        node.journals().housekeeping().tidy();

        assertThat(node.journals().database().query(row -> row.getInt(1), "SELECT COUNT(*) FROM vidu_refusal"))
                .containsExactly(0);
    }
}
