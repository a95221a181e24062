package dev.viduroutes.request;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.host.Listeners;
import dev.viduroutes.settings.AccountSettings;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the log and every {@link TaskListener} how requests get on. Never a prompt, a URL or a key. */
public final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    private final CamelContext context;

    public Progress(CamelContext context) {
        this.context = context;
    }

    /** A step of the task was made. */
    public void stepped(Task task) {
        if (!task.trouble().isEmpty()) {
            LOG.atLevel(task.isTroubleNew() ? Level.WARN : Level.DEBUG)
                    .log(
                            "requestId={} taskId={} state={} setbacks={}{}: {}",
                            task.request().id(),
                            task.id(),
                            task.state(),
                            task.retries(),
                            pause(task.getPauseMillis()),
                            task.trouble());
        } else if (task.changed() && task.isOpen()) {
            LOG.info(
                    "requestId={} taskId={} state={}{}",
                    task.request().id(),
                    task.id(),
                    task.state(),
                    AccountSettings.logged(task.account()));
        }
        Listeners.tell(context, TaskListener.class, listener -> listener.stepped(task));
    }

    /** A blocked account or an uncertain submit has no pause, and is not tried again at once either. */
    private static String pause(long millis) {
        return millis == 0 ? "" : " nextIn=" + millis + "ms";
    }

    /** The request is settled. */
    public void settled(Outcome outcome) {
        if (outcome.isStored()) {
            LOG.info(
                    "requestId={} taskId={} state=STORED videos={} seconds={}",
                    outcome.requestId(),
                    outcome.taskId(),
                    outcome.videos().size(),
                    outcome.timings().seconds());
        } else if (outcome.source().isRow()) {
            outcome.failure().ifPresent(failure -> logRow(outcome, failure));
        } else {
            outcome.failure().ifPresent(failure -> logDeadLetter(outcome, failure));
        }
        Listeners.tell(context, TaskListener.class, listener -> listener.settled(outcome));
    }

    /** Whoever made the batch reads its report. */
    private static void logRow(Outcome outcome, Failure failure) {
        LOG.info(
                "requestId={} taskId={} state=FAILED code={} billing={} row={}",
                outcome.requestId(),
                outcome.taskId(),
                failure.code(),
                failure.billing(),
                outcome.source().recordName());
    }

    private static void logDeadLetter(Outcome outcome, Failure failure) {
        LOG.error(
                "requestId={} taskId={} state=FAILED code={} billing={} deadLetter={}: {}",
                outcome.requestId(),
                outcome.taskId(),
                failure.code(),
                failure.billing(),
                outcome.source().recordName(),
                forLog(failure));
    }

    /** A refusal may quote the request, in our words or in the API's: that part stays in the dead letter. */
    private static String forLog(Failure failure) {
        boolean mayQuote = failure.kind() == FailureClass.CONTENT
                || failure.kind() == FailureClass.INPUT
                || failure.kind() == FailureClass.INTERNAL;
        if (!failure.problems().isEmpty()) {
            return fields(failure);
        }
        return mayQuote ? "the dead letter says why" : failure.message();
    }

    private static String fields(Failure failure) {
        return failure.problems().stream()
                .map(problem -> problem.field() + ": " + problem.allowed())
                .reduce((left, right) -> left + "; " + right)
                .orElse("");
    }
}
