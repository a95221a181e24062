package dev.viduroutes.request;

import dev.viduroutes.PublicApi;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.money.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One request on its way to a video: what is known of it now. Immutable; each step of the way answers a new one. The
 * routes keep it in the exchange variable {@code viduTask}. Camel takes {@code isX} and {@code x} for the same name, so no
 * predicate may share its name with a transition.
 */
@PublicApi
public final class Task {

    /** How it ended: as a failure, or else with every video in the bucket. */
    private record Settlement(Instant at, Optional<Failure> failure) {

        static final Settlement NONE = new Settlement(Instant.EPOCH, Optional.empty());
    }

    private final Request request;
    private final TaskState before;
    private final TaskState state;
    private final long epoch;
    private final SubmitHistory history;
    private final TaskResult result;
    private final RetryState retry;
    private final Settlement settlement;

    /** A request that was just admitted. */
    public Task(Request request) {
        this(request, TaskState.RECEIVED, SubmitHistory.NONE, TaskResult.NONE);
    }

    /** A request as an earlier process left it. */
    public Task(Request request, TaskState state, SubmitHistory history, TaskResult result) {
        this(request, state, state, 0, history, result, RetryState.NONE, Settlement.NONE);
    }

    private Task(
            Request request,
            TaskState before,
            TaskState state,
            long epoch,
            SubmitHistory history,
            TaskResult result,
            RetryState retry,
            Settlement settlement) {
        this.request = request;
        this.before = before;
        this.state = state;
        this.epoch = epoch;
        this.history = history;
        this.result = result;
        this.retry = retry;
        this.settlement = settlement;
    }

    /** A step; what held up the one before does not hold up the next. */
    private Task to(TaskState next) {
        return new Task(request, state, next, epoch, history, result, RetryState.NONE, settlement);
    }

    private Task with(SubmitHistory next) {
        return new Task(request, before, state, epoch, next, result, retry, settlement);
    }

    private Task with(TaskResult next) {
        return new Task(request, before, state, epoch, history, next, retry, settlement);
    }

    private Task with(RetryState next) {
        return new Task(request, before, state, epoch, history, result, next, settlement);
    }

    private Task settled(TaskState end, Settlement how) {
        return new Task(request, state, end, epoch, history, result, RetryState.NONE, how);
    }

    /** The journal granted it to this process, as the owner of this number. */
    public Task claimed(long ownersEpoch) {
        return new Task(request, state, state, ownersEpoch, history, result, RetryState.NONE, settlement);
    }

    /**
     * Goes on where an earlier process left it: a submit that was under way is uncertain, unless its task id came
     * meanwhile, and remains so for no longer because of that; a result is asked for again, since its URLs may be old.
     */
    public Task takenUp(Instant now) {
        return switch (state) {
            case SUBMITTING, UNCERTAIN -> id().isEmpty() ? inDoubt(now) : accepted(id(), now);
            case RUNNING, SUCCEEDED -> stillRunning();
            default -> this;
        };
    }

    private Task inDoubt(Instant now) {
        return history.isUncertain()
                ? stillUncertain(Duration.ZERO)
                : uncertain("an earlier process ended in the middle of the submit", now);
    }

    /** It is to be submitted with that account. */
    public Task at(String account) {
        return account.equals(account()) ? this : with(history.with(account));
    }

    /** About to be sent to the API. The retries of earlier submits still count. */
    public Task submitting() {
        return to(TaskState.SUBMITTING).with(history.submitting()).with(retry.tried());
    }

    /** So much was reserved for the submit that is about to be sent. */
    public Task quoted(Quote quote) {
        return with(history.quoted(quote));
    }

    /** The same, with what an earlier process reserved for its submits, by their numbers. */
    public Task quotedBefore(Map<Integer, Quote> quotes) {
        return with(history.quotedBefore(quotes));
    }

    /** The API accepted it under this id. */
    public Task accepted(String taskId, Instant now) {
        return to(TaskState.RUNNING).with(history.accepted(taskId, now));
    }

    /** The API says that it is not done. */
    public Task stillRunning() {
        return to(TaskState.RUNNING);
    }

    /** Nothing new is known, because of this trouble; the same step is due again after the pause. */
    public Task retrying(RetryReason reason, String why, Duration nextPause) {
        return to(state).with(retry.and(reason, why, nextPause));
    }

    /** The API proved that it created no task; the submit is due again after the pause. */
    public Task notAccepted(RetryReason reason, String why, Duration nextPause) {
        return to(TaskState.RECEIVED).with(retry.and(reason, why, nextPause));
    }

    /** The submit never left, and does not count as one; it is due again after the pause. */
    public Task notSent(String why, Duration nextPause) {
        return notAccepted(RetryReason.NETWORK, why, nextPause).with(history.notSent());
    }

    /** The submit will not be made after all. */
    public Task notSubmitted() {
        return to(TaskState.RECEIVED).with(history.notSent()).with(retry);
    }

    /** The submit was sent, and nothing tells whether it created a task. */
    public Task uncertain(String why, Instant now) {
        return to(TaskState.UNCERTAIN).with(history.uncertain(why, now)).with(RetryState.waiting(why, Duration.ZERO));
    }

    /** Nothing more was found out; it is due again after the pause. */
    public Task stillUncertain(Duration nextPause) {
        return to(TaskState.UNCERTAIN).with(RetryState.waiting("", nextPause));
    }

    /** The task ended with this code, in a way that a new task may mend; it is due after the pause. */
    public Task again(String code, String why, Duration nextPause, Instant now) {
        return to(TaskState.RECEIVED).with(history.failed(code, now)).with(RetryState.waiting(why, nextPause));
    }

    /** The task failed since the account could not pay, which says nothing about the request; a new one is due. */
    public Task againUncounted(String code, String why, Duration nextPause, Instant now) {
        return to(TaskState.RECEIVED).with(history.failedUncounted(code, now)).with(RetryState.waiting(why, nextPause));
    }

    /** The task ended well. */
    public Task succeeded(List<String> resultUrls, Instant now) {
        return to(TaskState.SUCCEEDED).with(result.succeeded(resultUrls, now));
    }

    /** A result URL is no longer honoured: the API is asked for fresh ones. */
    public Task renewing(String why, Duration nextPause) {
        return to(TaskState.RUNNING).with(result.renewing()).with(RetryState.waiting(why, nextPause));
    }

    /** The next video is in the bucket. */
    public Task stored(Video video) {
        return to(TaskState.SUCCEEDED).with(result.with(video));
    }

    /** Every video and the manifest are in the bucket. */
    public Task allStored(Instant now) {
        return settled(TaskState.STORED, new Settlement(now, Optional.empty()));
    }

    /** It will not become a video. */
    public Task failed(Failure why, Instant now) {
        return settled(TaskState.FAILED, new Settlement(now, Optional.of(history.billed(why))));
    }

    public Request request() {
        return request;
    }

    public TaskState state() {
        return state;
    }

    /** @return the state that the last step started from */
    public TaskState before() {
        return before;
    }

    /** @return which owner of the request works on it, counted by the journal from 1 */
    public long epoch() {
        return epoch;
    }

    public SubmitHistory history() {
        return history;
    }

    public TaskResult result() {
        return result;
    }

    /** @return the API's task id, empty before the API accepted it */
    public String id() {
        return history.taskId();
    }

    /** @return the account that its task runs at, or is to be submitted with; empty before one is chosen */
    public String account() {
        return history.account();
    }

    /** @return whether no task of it can be known to an account yet, so that another one may take it */
    public boolean isUnsubmitted() {
        return state == TaskState.RECEIVED
                && id().isEmpty()
                && history.earlier().isEmpty();
    }

    /** @return how many submits were sent, refused ones included */
    public int submits() {
        return history.count();
    }

    /** @return the task that the last step gave up, which is the last of the earlier ones */
    public Optional<EarlierTask> givenUp() {
        boolean gave = state == TaskState.RECEIVED && (before == TaskState.RUNNING || before == TaskState.UNCERTAIN);
        return gave ? history.lastGivenUp() : Optional.empty();
    }

    /** @return how often in a row the present step brought nothing new */
    public int retries() {
        return retry.count();
    }

    /** @return why the present step brought nothing new the last time */
    public RetryReason retryReason() {
        return retry.reason();
    }

    /** @return how often in a row the present step brought nothing new for this very reason */
    public int retries(RetryReason reason) {
        return retry.count(reason);
    }

    /** @return why the last step brought nothing new, empty if it did */
    public String trouble() {
        return retry.trouble();
    }

    /** @return whether that is another trouble than the last time: what lasts for hours need not be told each minute */
    boolean isTroubleNew() {
        return retry.isTroubleNew();
    }

    /** @return how long to wait before the next step */
    public Duration pause() {
        return retry.pause();
    }

    /** @return the pause in milliseconds, rounded up: for the routes' delayers */
    public long getPauseMillis() {
        return pause().plusNanos(999_999).toMillis();
    }

    public Instant acceptedAt() {
        return history.acceptedAt();
    }

    /** @return whether the API has reported success: what is heard of the task since then does not undo it */
    public boolean endedWell() {
        return result.isEnded();
    }

    /** @return whether its last submit left to the API what it costs */
    public boolean isAssumed() {
        return quote().map(Quote::isAssumed).orElse(request.seconds() == 0);
    }

    /** @return what was reserved for its last submit; nothing before there was one, and for those of before it was kept */
    public Optional<Quote> quote() {
        return Optional.ofNullable(history.quotes().get(submits()));
    }

    /** @return whether nobody knows what its last submit is billed with, now that it has ended; false if it never was made, or was refused */
    public boolean isLastDoubtful() {
        if (endedWell()) {
            return isAssumed();
        }
        boolean never = before == TaskState.RECEIVED || before == TaskState.SUBMITTING && isRefused();
        return state == TaskState.FAILED && !never;
    }

    /** What is unknown, or broke here, proves nothing. */
    private boolean isRefused() {
        return failure()
                .map(Failure::kind)
                .filter(kind -> kind != FailureClass.INTERNAL && kind != FailureClass.UNCERTAIN)
                .isPresent();
    }

    /** @return how long ago this happened, or since it was put back: what counts against the limits of patience */
    public Duration waitedSince(Instant event, Instant now) {
        return Duration.between(event.isBefore(result.fetchSince()) ? result.fetchSince() : event, now);
    }

    /** @return when it was stored or given up */
    public Instant settledAt() {
        return settlement.at();
    }

    public Optional<Failure> failure() {
        return settlement.failure();
    }

    /** @return whether no other task may be submitted in place of one that failed */
    public boolean isForResultOnly() {
        return result.isFetchedOnly() || !request.isAdmissible();
    }

    /** @return whether today's rules let it in, or the journal did, which knew it from before */
    public boolean isAdmitted() {
        return request.isAdmissible() || epoch > 0;
    }

    /** @return whether the step that led here changed the state */
    public boolean changed() {
        return state != before || state == TaskState.RECEIVED && trouble().isEmpty();
    }

    /** @return whether something remains to be done: neither stored nor failed */
    public boolean isOpen() {
        return !state.isEnd();
    }

    public boolean isToSubmit() {
        return state == TaskState.RECEIVED || state == TaskState.SUBMITTING;
    }

    /** @return whether the API may be working on it: then it takes one of the account's places */
    public boolean mayRun() {
        return state == TaskState.SUBMITTING || state == TaskState.UNCERTAIN || state == TaskState.RUNNING;
    }

    public boolean isAnswerLost() {
        return state == TaskState.UNCERTAIN;
    }

    public boolean isRunning() {
        return state == TaskState.RUNNING;
    }

    /** @return whether videos, or the manifest, remain to be stored */
    public boolean isToDeliver() {
        return state == TaskState.SUCCEEDED;
    }

    /** @return whether a video remains to be fetched and stored */
    public boolean isVideoMissing() {
        return result.isVideoMissing();
    }

    public boolean isDeadLetter() {
        return state == TaskState.FAILED;
    }
}
