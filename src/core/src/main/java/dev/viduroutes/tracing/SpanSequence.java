package dev.viduroutes.tracing;

import dev.viduroutes.journal.Claim;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import java.time.Instant;

/**
 * The spans of one arrival: at most one is open at a time. The first claim of a request is the parent of all its other spans, in
 * whichever process they happen; so none of them is open for longer than a part of the way, and a killed process loses just one.
 */
final class SpanSequence implements RequestTrace {

    private final Tracer tracer;
    private final ClaimSpan claim;
    private final OpenWaits waits;
    private Attributes known = Attributes.empty();
    private Phase phase = Phase.NONE;
    private Span open = Span.getInvalid();
    private String waitedFor = "";
    private int polls;
    private boolean submitted;

    SpanSequence(Tracer tracer, ClaimSpan claim, OpenWaits waits) {
        this.tracer = tracer;
        this.claim = claim;
        this.waits = waits;
    }

    @Override
    public String claiming(Task task, String document) {
        return claim.begin(document, task.request().source(), SpanAttributes.of(task));
    }

    @Override
    public void claimed(Claim answer) {
        claim.answered(answer);
    }

    @Override
    public void stepped(Task task) {
        if (phase == Phase.WAIT) {
            poll(task);
        }
        if (phase != Phase.WAIT || !task.isRunning()) {
            endWith(task);
            open(task);
        }
    }

    private void poll(Task task) {
        polls++;
        open.addEvent(task.trouble().isEmpty() ? "poll" : "poll failed");
    }

    private void open(Task task) {
        known = SpanAttributes.of(task);
        if (task.state() == TaskState.SUBMITTING) {
            submitted = true;
            open(begin(Phase.SUBMIT).setAttribute(SpanAttributes.ATTEMPT, (long) task.submits()));
        } else if (task.isRunning()) {
            polls = 0;
            waitedFor = task.id();
            open(waiting(task));
            waits.begin(waitedFor, open);
        }
    }

    /** What an earlier process waited before it died is part of the wait, which nobody else tells of. */
    private SpanBuilder waiting(Task task) {
        SpanBuilder wait = begin(Phase.WAIT);
        if (submitted || task.endedWell()) {
            return wait;
        }
        wait.setAttribute(SpanAttributes.RESUMED, true);
        Instant fetched = task.result().fetchSince();
        Instant since = fetched.isAfter(task.acceptedAt()) ? fetched : task.acceptedAt();
        // Other clocks may be ahead of this one.
        boolean known = since.isAfter(Instant.EPOCH) && since.isBefore(claim.arrivedAt());
        return known ? wait.setStartTimestamp(since) : wait;
    }

    @Override
    public void fetching(Task task) {
        end();
        open(begin(Phase.FETCH)
                .setAttribute(SpanAttributes.VIDEO, task.result().stored().size() + 1L));
    }

    @Override
    public void storing(Task task) {
        end();
        open(begin(Phase.STORE).setAttribute(SpanAttributes.OBJECT, task.isVideoMissing() ? "video" : "manifest"));
    }

    @Override
    public void reporting(Outcome outcome, String document) {
        // A part that is open broke, and brought the request to its end.
        outcome.failure().ifPresent(failure -> SpanErrors.mark(open, failure.code()));
        end();
        claim.settled(outcome, document);
        known = SpanAttributes.of(outcome);
        open(begin(Phase.REPORT));
    }

    @Override
    public void reported() {
        end();
    }

    @Override
    public void left() {
        if (phase != Phase.NONE) {
            open.setAttribute(SpanAttributes.LEFT, true);
        }
        end();
        claim.left();
    }

    @Override
    public String traceparent() {
        return Traceparent.of(open.getSpanContext());
    }

    private SpanBuilder begin(Phase next) {
        phase = next;
        return tracer.spanBuilder(next.word())
                .setParent(claim.parent())
                .setSpanKind(next.kind())
                .setAllAttributes(known);
    }

    private void open(SpanBuilder next) {
        open = next.startSpan();
    }

    /** Says how the part ended. */
    private void endWith(Task task) {
        if (phase == Phase.NONE) {
            return;
        }
        if (phase == Phase.WAIT) {
            open.setAttribute(SpanAttributes.POLLS, (long) polls);
        }
        open.setAttribute(SpanAttributes.STATE, task.state().name());
        if (!task.id().isEmpty()) {
            open.setAttribute(SpanAttributes.TASK_ID, task.id());
        }
        SpanErrors.mark(open, task);
        end();
    }

    private void end() {
        if (phase != Phase.NONE) {
            waits.end(waitedFor, open);
            open.end();
        }
        phase = Phase.NONE;
    }
}
