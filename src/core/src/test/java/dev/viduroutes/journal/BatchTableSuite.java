package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which process works on a batch, and what people want of it. */
abstract class BatchTableSuite extends Nodes {

    @BeforeEach
    void forgetBatches() throws SQLException {
        node().journals().database().update("DELETE FROM vidu_batch");
    }

    private BatchTable batches() throws SQLException {
        return node().journals().batches();
    }

    @Test
    void oneProcessWorksOnABatchAtATime() throws SQLException {
        BatchTable first = batches();
        BatchTable second = batches();

        assertThat(first.claim("b", "shots.csv")).contains(BatchState.RUNNING);
        assertThat(first.claim("b", "shots.csv"))
                .as("another message of the same")
                .isEmpty();
        assertThat(second.claim("b", "shots.csv")).isEmpty();

        first.release("b");
        assertThat(second.claim("b", "shots.csv")).contains(BatchState.RUNNING);
        assertThat(first.note("b", 1, 1, 0, 2)).as("it is another's by now").isEmpty();
    }

    @Test
    void aBatchWhoseProcessShowsNoLifeIsTakenOver() throws SQLException {
        BatchTable first = batches();
        BatchTable second = batches();
        first.claim("b", "shots.csv");
        clock.advance(LEASE.dividedBy(2));
        assertThat(first.note("b", 5, 4, 1, 8)).contains(BatchState.RUNNING);
        clock.advance(LEASE.dividedBy(2).plusSeconds(1));
        assertThat(second.claim("b", "shots.csv")).as("its lease was extended").isEmpty();

        clock.advance(LEASE);

        assertThat(second.claim("b", "shots.csv")).contains(BatchState.RUNNING);
        assertThat(first.note("b", 6, 5, 1, 10)).isEmpty();
    }

    @Test
    void aProcessThatStoodStillForHalfALeaseAsksBeforeItBelievesThatABatchIsItsOwn() throws SQLException {
        BatchTable first = batches();
        first.claim("b", "shots.csv");
        assertThat(first.isLeaseConfirmed("b")).isTrue();
        clock.advance(LEASE.dividedBy(2));
        assertThat(first.isLeaseConfirmed("b")).isFalse();

        first.note("b", 1, 1, 0, 2);
        assertThat(first.isLeaseConfirmed("b")).isTrue();
        first.release("b");
        assertThat(first.isLeaseConfirmed("b")).isFalse();
        assertThat(batches().claim("b", "shots.csv")).isPresent();
        assertThat(batches().isLeaseConfirmed("b")).as("of another").isFalse();
    }

    @Test
    void itIsKnownWhetherAnybodyWorksOnABatch() throws SQLException {
        BatchTable first = batches();
        BatchTable second = batches();
        assertThat(first.isWorkedOn("b")).isFalse();
        first.claim("b", "shots.csv");
        assertThat(first.isWorkedOn("b")).isTrue();
        assertThat(second.isWorkedOn("b")).isTrue();
        first.done("b");
        assertThat(second.isWorkedOn("b")).as("it still ends").isTrue();
        first.release("b");
        assertThat(first.isWorkedOn("b")).isFalse();
        assertThat(second.isWorkedOn("b")).isFalse();
    }

    @Test
    void whatAPersonWantsOutlivesTheProcess() throws SQLException {
        BatchTable first = batches();
        first.claim("b", "shots.csv");

        assertThat(batches().want("shots.csv", BatchState.PAUSED))
                .extracting(BatchEntry::state)
                .containsExactly(BatchState.PAUSED);

        assertThat(first.note("b", 0, 0, 0, 0)).contains(BatchState.PAUSED);
        first.release("b");
        assertThat(batches().claim("b", "shots.csv")).contains(BatchState.PAUSED);
        assertThat(batches().want("b", BatchState.WITHDRAWN)).hasSize(1);
        assertThat(batches().want("b", BatchState.RUNNING))
                .extracting(BatchEntry::state)
                .as("what was withdrawn stays so")
                .containsExactly(BatchState.WITHDRAWN);
    }

    @Test
    void aBatchThatWasDoneBeginsAnewWhenItComesAgain() throws SQLException {
        BatchTable batches = batches();
        batches.claim("b", "shots.csv");
        batches.want("b", BatchState.WITHDRAWN);
        batches.done("b");
        batches.release("b");
        assertThat(batches.want("b", BatchState.PAUSED)).isEmpty();

        assertThat(batches.claim("b", "shots.csv")).contains(BatchState.RUNNING);
        assertThat(batches.list()).extracting(BatchEntry::state).containsExactly(BatchState.RUNNING);
    }

    @Test
    void whatNobodyWorksOnIsForgotten() throws SQLException {
        BatchTable batches = batches();
        batches.claim("open", "open.csv");
        batches.claim("left", "left.csv");
        batches.release("left");

        batches.deleteBefore(clock.millis() + 1);

        assertThat(batches.list()).extracting(BatchEntry::id).containsExactly("open");
    }

    @Test
    void noRowIsSubmittedOnceItsBatchIsWithdrawnHoweverLateItIsClaimed() throws Exception {
        Node node = node();
        BatchTable batches = node.journals().batches();
        batches.claim("b", "shots.csv");
        Source batch = Source.ofFile("shots.csv", 1);
        Task early = node.granted(Samples.task("r1", "a fox", Source.ofRow(batch, "b", 1, "r1"), "vidu-q3"));
        node.journal().recordIntent(early.submitting(), Samples.QUOTE);

        batches.want("b", BatchState.WITHDRAWN);

        Task late = node.granted(Samples.task("r2", "a cat", Source.ofRow(batch, "b", 2, "r2"), "vidu-q3"));
        assertThatThrownBy(() -> node.journal().recordIntent(late.submitting(), Samples.QUOTE))
                .isInstanceOf(WithdrawnException.class);
        Task single = node.granted(Samples.task("r3"));
        node.journal().recordIntent(single.submitting(), Samples.QUOTE);
    }

    @Test
    void rowsAreNotForgottenWhileTheirBatchIsUnderWay() throws Exception {
        Node node = node();
        BatchTable batches = node.journals().batches();
        batches.claim("b", "shots.csv");
        Source row = Source.ofRow(Source.ofFile("shots.csv", 1), "b", 1, "r1");
        node.bring(Samples.task("r1", "a fox", row, "vidu-q3"), TaskState.STORED);
        node.bring(Samples.task("r2"), TaskState.STORED);
        clock.advance(Duration.ofDays(2));

        node.journal().prune(Duration.ofDays(1));

        Journal other = node().journal();
        assertThat(other.claim(Samples.task("r1", "a fox", row, "vidu-q3")).isSettled())
                .isTrue();
        assertThat(other.claim(Samples.task("r2")).isGranted()).isTrue();
        batches.done("b");
        node.journal().prune(Duration.ofDays(1));
        assertThat(batches.hasRows("b")).isFalse();
    }
}
