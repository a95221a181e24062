package dev.viduroutes.request;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of a task on its way to the bucket. Instants that have not happened are the epoch's.
 *
 * @param urls where the videos are, in the API's order; hostile until checked
 * @param stored the videos that are in the bucket, the first ones first
 * @param renewals how often fresh URLs were asked for
 * @param endedAt when the API first reported success
 * @param fetchSince since when the request, which was given up, is worked on for its result alone
 */
public record TaskResult(List<String> urls, List<Video> stored, int renewals, Instant endedAt, Instant fetchSince) {

    /** There is none yet. */
    public static final TaskResult NONE = ofEarlierProcess(0, Instant.EPOCH, Instant.EPOCH);

    public TaskResult {
        urls = List.copyOf(urls);
        stored = List.copyOf(stored);
    }

    /** What remains when a process ends: its URLs may be old, so they are asked for again. */
    public static TaskResult ofEarlierProcess(int renewals, Instant endedAt, Instant fetchSince) {
        return new TaskResult(List.of(), List.of(), renewals, endedAt, fetchSince);
    }

    /** @return the same, of a request that is taken up again now for its result alone */
    public TaskResult fetchedSince(Instant now) {
        return new TaskResult(urls, stored, renewals, endedAt, now);
    }

    /** Videos that are stored already stay stored: only the URLs are new. */
    TaskResult succeeded(List<String> resultUrls, Instant now) {
        return new TaskResult(resultUrls, stored, renewals, isEnded() ? endedAt : now, fetchSince);
    }

    TaskResult renewing() {
        return new TaskResult(urls, stored, renewals + 1, endedAt, fetchSince);
    }

    TaskResult with(Video video) {
        List<Video> all = Stream.concat(stored.stream(), Stream.of(video)).toList();
        return new TaskResult(urls, all, renewals, endedAt, fetchSince);
    }

    boolean isEnded() {
        return !endedAt.equals(Instant.EPOCH);
    }

    boolean isFetchedOnly() {
        return !fetchSince.equals(Instant.EPOCH);
    }

    boolean isVideoMissing() {
        return stored.size() < urls.size();
    }
}
