package dev.viduroutes.request;

import dev.viduroutes.failure.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One request on its way to a video: what is known of it now. Immutable; each step of the way answers a new one. The
 * routes keep it in the exchange variable {@code viduTask}. Camel takes {@code isX} and {@code x} for the same name, so no
 * predicate may share its name with a transition.
 */
public final class Task {

    private final Request request;
    private TaskState state = TaskState.RECEIVED;
    private TaskState before = TaskState.RECEIVED;
    private String id = "";
    private int submits;
    private int failedTasks;
    private Instant acceptedAt = Instant.EPOCH;
    private Instant endedAt = Instant.EPOCH;
    private Instant settledAt = Instant.EPOCH;
    private List<String> results = List.of();
    private List<Video> videos = List.of();
    private int renewals;
    private RetryState setbacks = RetryState.NONE;
    private Failure failure;
    private long epoch;
    private Instant uncertainSince = Instant.EPOCH;
    private String doubt = "";
    private List<EarlierTask> earlierTasks = List.of();
    private Instant fetchSince = Instant.EPOCH;

    /** A request that was just admitted. */
    public Task(Request request) {
        this.request = request;
    }

    private Task(Task from, TaskState state) {
        request = from.request;
        this.state = state;
        before = from.state;
        id = from.id;
        submits = from.submits;
        failedTasks = from.failedTasks;
        acceptedAt = from.acceptedAt;
        endedAt = from.endedAt;
        settledAt = from.settledAt;
        results = from.results;
        videos = from.videos;
        renewals = from.renewals;
        failure = from.failure;
        epoch = from.epoch;
        uncertainSince = from.uncertainSince;
        doubt = from.doubt;
        earlierTasks = from.earlierTasks;
        fetchSince = from.fetchSince;
    }

    /** A request as an earlier process left it; instants that have not happened are the epoch's. */
    public static Task resumed(
            Request request,
            TaskState state,
            String taskId,
            int submits,
            int failedTasks,
            int renewals,
            Instant acceptedAt,
            Instant endedAt) {
        Task task = new Task(request);
        task.state = state;
        task.before = state;
        task.id = taskId;
        task.submits = submits;
        task.failedTasks = failedTasks;
        task.renewals = renewals;
        task.acceptedAt = acceptedAt;
        task.endedAt = endedAt;
        return task;
    }

    /** Tasks of this request that earlier processes gave up for new ones. */
    public Task after(List<EarlierTask> givenUp) {
        Task next = new Task(this, state);
        next.before = before;
        next.earlierTasks = List.copyOf(givenUp);
        return next;
    }

    /** It was given up, and is taken up again at this moment for its result alone: no other task may be submitted. */
    public Task fetchingSince(Instant moment) {
        Task next = new Task(this, state);
        next.before = before;
        next.fetchSince = moment;
        return next;
    }

    /**
     * Goes on where an earlier process left it: a submit that was under way is uncertain, unless its task id came
     * meanwhile, and remains so for no longer because of that; a result is asked for again, since its URLs may be old.
     */
    public Task takenUp(Instant now) {
        return switch (state) {
            case SUBMITTING, UNCERTAIN -> id.isEmpty() ? inDoubt(now) : accepted(id, now);
            case RUNNING, SUCCEEDED -> stillRunning();
            default -> this;
        };
    }

    private Task inDoubt(Instant now) {
        return uncertainSince.equals(Instant.EPOCH)
                ? uncertain("an earlier process ended in the middle of the submit", now)
                : stillUncertain(Duration.ZERO);
    }

    /** The journal granted it to this process, as the owner of this number. */
    public Task claimed(long ownersEpoch) {
        Task next = new Task(this, state);
        next.epoch = ownersEpoch;
        return next;
    }

    /** About to be sent to the API. What set earlier submits back still counts. */
    public Task submitting() {
        Task next = new Task(this, TaskState.SUBMITTING);
        next.submits = submits + 1;
        next.setbacks = setbacks.tried();
        return next;
    }

    /** The API accepted it under this id. */
    public Task accepted(String taskId, Instant now) {
        Task next = new Task(this, TaskState.RUNNING);
        next.id = taskId;
        next.acceptedAt = now;
        return next;
    }

    /** The API says that it is not done. */
    public Task stillRunning() {
        return new Task(this, TaskState.RUNNING);
    }

    /** Nothing new is known, because of this trouble; the same step is due again after the pause. */
    public Task setBack(RetryReason sort, String why, Duration nextPause) {
        Task next = new Task(this, state);
        next.setbacks = setbacks.and(sort, why, nextPause);
        return next;
    }

    /** The API proved that it created no task; the submit is due again after the pause. */
    public Task notAccepted(RetryReason sort, String why, Duration nextPause) {
        Task next = setBack(sort, why, nextPause);
        next.state = TaskState.RECEIVED;
        return next;
    }

    /** The submit never left, and does not count as one; it is due again after the pause. */
    public Task notSent(String why, Duration nextPause) {
        Task next = notAccepted(RetryReason.NETWORK, why, nextPause);
        next.submits = submits - 1;
        return next;
    }

    /** The submit was sent, and nothing tells whether it created a task. */
    public Task uncertain(String why, Instant now) {
        Task next = new Task(this, TaskState.UNCERTAIN);
        next.setbacks = RetryState.waiting(why, Duration.ZERO);
        next.uncertainSince = now;
        next.doubt = why;
        return next;
    }

    /** Nothing more was found out; it is due again after the pause. */
    public Task stillUncertain(Duration nextPause) {
        Task next = new Task(this, TaskState.UNCERTAIN);
        next.setbacks = RetryState.waiting("", nextPause);
        return next;
    }

    /** The task ended with this code, in a way that a new task may mend; it is due after the pause. */
    public Task again(String code, String why, Duration nextPause, Instant now) {
        Task next = againUncounted(code, why, nextPause, now);
        next.failedTasks = failedTasks + 1;
        return next;
    }

    /** The task failed since the account could not pay, which says nothing about the request; a new one is due. */
    public Task againUncounted(String code, String why, Duration nextPause, Instant now) {
        Task next = new Task(this, TaskState.RECEIVED);
        next.id = "";
        next.earlierTasks = with(earlierTasks, new EarlierTask(submits, id, code, now));
        next.setbacks = RetryState.waiting(why, nextPause);
        return next;
    }

    /** The task ended well. Videos that are stored already stay stored: only the URLs are new. */
    public Task succeeded(List<String> resultUrls, Instant now) {
        Task next = new Task(this, TaskState.SUCCEEDED);
        next.results = List.copyOf(resultUrls);
        next.endedAt = endedWell() ? endedAt : now;
        return next;
    }

    /** A result URL is no longer honoured: the API is asked for fresh ones. */
    public Task renewing(String why, Duration nextPause) {
        Task next = new Task(this, TaskState.RUNNING);
        next.renewals = renewals + 1;
        next.setbacks = RetryState.waiting(why, nextPause);
        return next;
    }

    /** The next video is in the bucket. */
    public Task stored(Video video) {
        Task next = new Task(this, TaskState.SUCCEEDED);
        next.videos = with(videos, video);
        return next;
    }

    /** Every video and the manifest are in the bucket. */
    public Task settled(Instant now) {
        Task next = new Task(this, TaskState.STORED);
        next.settledAt = now;
        return next;
    }

    /** It will not become a video. */
    public Task failed(Failure why, Instant now) {
        Task next = new Task(this, TaskState.FAILED);
        // What an earlier task of the request cost is not known.
        next.failure = earlierTasks.isEmpty() ? why : why.maybeBilled();
        next.settledAt = now;
        return next;
    }

    private static <T> List<T> with(List<T> known, T one) {
        return Stream.concat(known.stream(), Stream.of(one)).toList();
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

    /** @return the API's task id, empty before the API accepted it */
    public String id() {
        return id;
    }

    /** @return how many submits were sent, refused ones included */
    public int submits() {
        return submits;
    }

    /** @return the tasks of this request that were given up for new ones, the first first */
    public List<EarlierTask> earlierTasks() {
        return earlierTasks;
    }

    /** @return the task that the last step gave up, which is the last of the earlier ones */
    public Optional<EarlierTask> givenUp() {
        boolean gave = state == TaskState.RECEIVED && (before == TaskState.RUNNING || before == TaskState.UNCERTAIN);
        return gave ? Optional.of(earlierTasks.get(earlierTasks.size() - 1)) : Optional.empty();
    }

    /** @return how many tasks of this request failed for a reason that a new task may mend */
    public int failedTasks() {
        return failedTasks;
    }

    /** @return how often fresh result URLs were asked for */
    public int renewals() {
        return renewals;
    }

    /** @return how often in a row the present step brought nothing new */
    public int setbacks() {
        return setbacks.inARow();
    }

    /** @return how often in a row the present step brought nothing new for this very reason */
    public int setbacks(RetryReason sort) {
        return setbacks.of(sort);
    }

    /** @return why the last step brought nothing new, empty if it did */
    public String trouble() {
        return setbacks.trouble();
    }

    /** @return whether that is another trouble than the last time: what lasts for hours need not be told each minute */
    boolean isTroubleNew() {
        return setbacks.isNews();
    }

    /** @return how long to wait before the next step */
    public Duration pause() {
        return setbacks.pause();
    }

    public Instant acceptedAt() {
        return acceptedAt;
    }

    /** @return why it is not known whether a task exists */
    public String doubt() {
        return doubt;
    }

    /** @return since when it is not known whether a task exists */
    public Instant uncertainSince() {
        return uncertainSince;
    }

    /** @return when the API first reported success */
    public Instant endedAt() {
        return endedAt;
    }

    /** @return whether the API has reported success: what is heard of the task since then does not undo it */
    public boolean endedWell() {
        return !endedAt.equals(Instant.EPOCH);
    }

    /** @return since when only its result is asked for; the epoch if it may be submitted */
    public Instant fetchSince() {
        return fetchSince;
    }

    /** @return whether no other task may be submitted in place of one that failed */
    public boolean isForResultOnly() {
        return !fetchSince.equals(Instant.EPOCH) || !request.isAdmissible();
    }

    /** @return whether today's rules let it in, or the journal did, which knew it from before */
    public boolean isAdmitted() {
        return request.isAdmissible() || epoch > 0;
    }

    /** @return how long ago this happened, or since it was put back: what counts against the limits of patience */
    public Duration waitedSince(Instant event, Instant now) {
        return Duration.between(event.isBefore(fetchSince) ? fetchSince : event, now);
    }

    public Instant settledAt() {
        return settledAt;
    }

    /** @return the result URLs, in the API's order; hostile until checked */
    public List<String> results() {
        return results;
    }

    /** @return the videos that are stored, the first results first */
    public List<Video> videos() {
        return videos;
    }

    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** @return whether the step that led here changed the state */
    public boolean changed() {
        return state != before || state == TaskState.RECEIVED && trouble().isEmpty();
    }

    /** @return whether something remains to be done: neither stored nor failed */
    public boolean isOpen() {
        return state != TaskState.STORED && state != TaskState.FAILED;
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
        return videos.size() < results.size();
    }

    public boolean isDeadLetter() {
        return state == TaskState.FAILED;
    }

    /** @return the pause in milliseconds, rounded up: for the routes' delayers */
    public long getPauseMillis() {
        return pause().plusNanos(999_999).toMillis();
    }
}
