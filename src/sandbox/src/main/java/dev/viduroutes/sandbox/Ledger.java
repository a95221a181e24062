package dev.viduroutes.sandbox;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Everything that the sandbox billed and saw, at one instant: the oracle of every fault test. Immutable.
 *
 * @param tasks the accepted tasks, oldest first; at most the newest 100,000
 * @param submits the POSTs received, accepted or not, one entry per prompt, latest last; at most 100,000 prompts
 * @param calls how the calls were answered, by endpoint: generateTask, statusTask, balance, result, other
 * @param accounts what was counted of each account, the one named {@code default} first
 * @param refusals429 requests refused because of a limit (429s that a trigger asked for are not among them)
 * @param largestWindow the most requests of one account let in within any rolling window; never above the limit
 * @param largestArrivals the most calls of one account within any rolling window, refused ones included: above the limit
 *     exactly if the caller knocked too often
 * @param largestConcurrentTasks the most tasks that were pending or processing at the same time, over all accounts
 * @param billedSecondsTotal seconds of video paid for, without those given back for failed tasks
 * @param balance USD left, in all accounts together
 * @param unauthorized calls answered 401 because of a missing or wrong key
 * @param headersSeen names of the request headers, in lower case, by endpoint
 * @param hostsSeen values of the Host header, by endpoint
 * @param resultCallsWithAuthorization downloads that brought an Authorization header, which leaks the key; must be 0
 */
public record Ledger(
        List<Task> tasks,
        List<Submit> submits,
        Map<String, Calls> calls,
        List<Account> accounts,
        int refusals429,
        int largestWindow,
        int largestArrivals,
        int largestConcurrentTasks,
        long billedSecondsTotal,
        double balance,
        int unauthorized,
        Map<String, Set<String>> headersSeen,
        Map<String, Set<String>> hostsSeen,
        int resultCallsWithAuthorization,
        Callbacks callbacks) {

    /** Keeps the order of the maps, which {@code Map.copyOf} would not. */
    public Ledger {
        tasks = List.copyOf(tasks);
        submits = List.copyOf(submits);
        accounts = List.copyOf(accounts);
        calls = Collections.unmodifiableMap(calls);
        headersSeen = Collections.unmodifiableMap(headersSeen);
        hostsSeen = Collections.unmodifiableMap(hostsSeen);
    }

    /**
     * What was counted of one account. Calls that bring no known key are those of the account {@code default}.
     *
     * @param refusals429 its requests refused because of a limit
     * @param largestWindow the most of its requests let in within any rolling window
     * @param largestArrivals the most of its calls to the API within any rolling window, refused ones included
     * @param largestConcurrentTasks the most of its tasks that were pending or processing at the same time
     * @param billedSecondsTotal seconds of video that it paid for, without those given back
     * @param balance USD left
     * @param unauthorized its calls answered 401
     */
    public record Account(
            String name,
            int refusals429,
            int largestWindow,
            int largestArrivals,
            int largestConcurrentTasks,
            long billedSecondsTotal,
            double balance,
            int unauthorized) {}

    /**
     * An accepted task.
     *
     * @param account whose key it was ordered with
     * @param resolution as asked for, else what the sandbox makes then
     * @param provider as asked for, else {@code auto}
     * @param acceptedAtMillis Unix time
     * @param endedAtMillis Unix time, or null while it runs
     * @param toldAtMillis Unix time when a caller first learned the end, from a status answer or from a callback that it
     *     acknowledged; null until then
     * @param state pending, processing, success or failed
     * @param failCode null unless failed
     * @param billedSeconds {@code durationSeconds}, or 0 once they were given back
     * @param imagesSha256 of the images that were fetched, in the order of the request
     * @param polls status calls that named this task, whatever their answer
     */
    public record Task(
            String taskId,
            String account,
            String prompt,
            String model,
            String mode,
            String resolution,
            String provider,
            int durationSeconds,
            long acceptedAtMillis,
            Long endedAtMillis,
            Long toldAtMillis,
            String state,
            String failCode,
            int billedSeconds,
            int polls,
            List<Result> results,
            List<String> imagesSha256) {}

    /**
     * A result file.
     *
     * @param bytes its length, or null until it was first served whole
     * @param sha256 in lower-case hexadecimal, or null until it was first served whole
     * @param downloads how often it was served whole
     */
    public record Result(int index, Long bytes, String sha256, int downloads) {}

    /**
     * The POSTs with one prompt.
     *
     * @param count POSTs received, refused ones included
     * @param lastBody the newest body as it came (its first MiB); empty once 10,000 other prompts came after it
     */
    public record Submit(String prompt, int count, String lastBody) {}

    /**
     * Calls to one endpoint.
     *
     * @param byStatus how many calls got which HTTP status; 0 stands for no answer at all
     */
    public record Calls(int total, Map<Integer, Integer> byStatus) {}

    /**
     * Callbacks, retries included.
     *
     * @param sent attempts made
     * @param acknowledged attempts answered 200 in time
     * @param abandoned reports given up after the last retry
     */
    public record Callbacks(int sent, int acknowledged, int abandoned) {}

    /**
     * What was counted of the account of this name.
     *
     * @throws NoSuchElementException if there is none
     */
    public Account account(String name) {
        return accounts.stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no account is named " + name));
    }

    /** The accepted tasks whose prompt contains the text, oldest first. */
    public List<Task> tasksFor(String promptPart) {
        return tasks.stream().filter(task -> task.prompt().contains(promptPart)).toList();
    }

    /** How many POSTs came whose prompt contains the text, refused ones included. */
    public int submitsFor(String promptPart) {
        return submits.stream()
                .filter(submit -> submit.prompt().contains(promptPart))
                .mapToInt(Submit::count)
                .sum();
    }

    /**
     * The body, as it came, of the last POST whose prompt contains the text.
     *
     * @throws NoSuchElementException if there was none
     */
    public String lastRequest(String promptPart) {
        return submits.stream()
                .filter(submit -> submit.prompt().contains(promptPart))
                .reduce((earlier, later) -> later)
                .map(Submit::lastBody)
                .orElseThrow(() -> new NoSuchElementException("no POST had a prompt with " + promptPart));
    }
}
