package dev.viduroutes.request;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.money.Quote;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The submits of a request, and the API's task of the last one. Instants that have not happened are the epoch's.
 *
 * @param count how many were sent, refused ones included
 * @param taskId the API's task, empty before the API accepted it
 * @param acceptedAt when the API accepted it
 * @param failedTasks how many tasks of this request failed for a reason that a new task may mend
 * @param uncertainSince since when it is not known whether the last submit created a task
 * @param doubt why that is not known
 * @param account that they were, or are to be, sent with; empty before one is chosen
 * @param earlier the tasks that were given up for new ones, the first first
 * @param quotes what was reserved for submits, by their numbers from 1; none for those of before there were any
 */
public record SubmitHistory(
        int count,
        String taskId,
        Instant acceptedAt,
        int failedTasks,
        Instant uncertainSince,
        String doubt,
        String account,
        List<EarlierTask> earlier,
        Map<Integer, Quote> quotes) {

    /** Nothing was submitted yet. */
    public static final SubmitHistory NONE = afterSubmits(0);

    public SubmitHistory {
        earlier = List.copyOf(earlier);
        quotes = Map.copyOf(quotes);
    }

    /** Nothing is known of so many submits but that they were sent; late answers name theirs by its number. */
    public static SubmitHistory afterSubmits(int count) {
        return new SubmitHistory(count, "", Instant.EPOCH, 0, Instant.EPOCH, "", "", List.of(), Map.of());
    }

    /** @return the same, with the tasks that were given up before */
    public SubmitHistory after(List<EarlierTask> givenUp) {
        return new SubmitHistory(
                count, taskId, acceptedAt, failedTasks, uncertainSince, doubt, account, givenUp, quotes);
    }

    /** @return the same, without the doubt of an earlier submit */
    public SubmitHistory withoutDoubt() {
        return new SubmitHistory(count, taskId, acceptedAt, failedTasks, Instant.EPOCH, "", account, earlier, quotes);
    }

    /** @return the same, with what was reserved before */
    SubmitHistory quotedBefore(Map<Integer, Quote> before) {
        return new SubmitHistory(
                count, taskId, acceptedAt, failedTasks, uncertainSince, doubt, account, earlier, before);
    }

    /** So much was reserved for the last submit. */
    SubmitHistory quoted(Quote quote) {
        Map<Integer, Quote> all = new HashMap<>(quotes);
        all.put(count, quote);
        return quotedBefore(all);
    }

    /** @return the same, with that account from now on */
    public SubmitHistory with(String chosen) {
        return new SubmitHistory(
                count, taskId, acceptedAt, failedTasks, uncertainSince, doubt, chosen, earlier, quotes);
    }

    SubmitHistory submitting() {
        return counted(count + 1);
    }

    /** The number is given back: it was not used, so nobody can name it. */
    SubmitHistory notSent() {
        return counted(count - 1);
    }

    private SubmitHistory counted(int submits) {
        return new SubmitHistory(
                submits, taskId, acceptedAt, failedTasks, uncertainSince, doubt, account, earlier, quotes);
    }

    SubmitHistory accepted(String id, Instant now) {
        return new SubmitHistory(count, id, now, failedTasks, uncertainSince, doubt, account, earlier, quotes);
    }

    SubmitHistory uncertain(String why, Instant now) {
        return new SubmitHistory(count, taskId, acceptedAt, failedTasks, now, why, account, earlier, quotes);
    }

    boolean isUncertain() {
        return !uncertainSince.equals(Instant.EPOCH);
    }

    SubmitHistory failed(String code, Instant now) {
        return givenUp(failedTasks + 1, code, now);
    }

    /** The task failed, which says nothing about the request. */
    SubmitHistory failedUncounted(String code, Instant now) {
        return givenUp(failedTasks, code, now);
    }

    private SubmitHistory givenUp(int failed, String code, Instant now) {
        List<EarlierTask> all = Stream.concat(earlier.stream(), Stream.of(new EarlierTask(count, taskId, code, now)))
                .toList();
        return new SubmitHistory(count, "", acceptedAt, failed, uncertainSince, doubt, account, all, quotes);
    }

    /** @return the last of the tasks that were given up */
    public Optional<EarlierTask> lastGivenUp() {
        return earlier.isEmpty() ? Optional.empty() : Optional.of(earlier.get(earlier.size() - 1));
    }

    /** What an earlier task of the request cost is not known. */
    Failure billed(Failure why) {
        return earlier.isEmpty() ? why : why.maybeBilled();
    }
}
