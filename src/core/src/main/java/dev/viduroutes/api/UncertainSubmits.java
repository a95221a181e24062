package dev.viduroutes.api;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.journal.Journal;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What to do about a submit whose answer is not known: wait a while for its task id, which a callback, or a process that
 * was thought dead, may still bring; then do what the operator decided.
 */
public final class UncertainSubmits {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Settings settings;
    private final Journal journal;
    private final InstantSource clock;

    public UncertainSubmits(Settings settings, Journal journal, InstantSource clock) {
        this.settings = settings;
        this.journal = journal;
        this.clock = clock;
    }

    /** @return the task: found and running, still uncertain, to be submitted again, or failed */
    public Task resolve(Task task) throws SQLException {
        String id = journal.lateTaskId(task);
        if (!id.isEmpty()) {
            return task.accepted(id, clock.instant());
        }
        Duration left = grace().minus(Duration.between(task.history().uncertainSince(), clock.instant()));
        if (left.compareTo(Duration.ZERO) > 0) {
            return task.stillUncertain(left.compareTo(LOOK_EVERY) < 0 ? left : LOOK_EVERY);
        }
        boolean again = settings.retry().resubmitUncertain() && !task.isForResultOnly();
        return again ? again(task) : task.failed(failure(task), clock.instant());
    }

    private Task again(Task task) {
        String why = "resubmitted although a task may exist (vidu.submit.uncertain)";
        return task.again(Failure.SUBMIT_UNCERTAIN, why, Duration.ZERO, clock.instant());
    }

    /** A callback comes when the task ends, which is later than any answer that is merely late. */
    private Duration grace() {
        Duration grace = settings.retry().uncertainGrace();
        Duration longer = settings.callback().grace();
        return settings.api().callbacks() && longer.compareTo(grace) > 0 ? longer : grace;
    }

    private static Failure failure(Task task) {
        String message = "the submit was sent or about to be, and what came of it is not known: "
                + task.history().doubt() + "; a task may exist and be billed, so it is not sent again";
        return new Failure(Failure.SUBMIT_UNCERTAIN, message, FailureClass.UNCERTAIN, Billing.UNKNOWN);
    }
}
