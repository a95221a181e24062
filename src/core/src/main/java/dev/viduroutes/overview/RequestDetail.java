package dev.viduroutes.overview;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.request.Video;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the journal knows of a request.
 *
 * @param timeline the first first
 * @param submits the first first
 * @param videos what is in the bucket
 * @param failure why it failed; empty if it did not
 * @param replay what to do about that; empty if nothing
 * @param warnings what of the request had no effect
 * @param metadata copied from the request; known once it is settled
 * @param doubt why it is not known whether a task exists; empty if it is
 * @param worker process that works on it; empty for none
 * @param leaseUntil until when it stays with that process, unless that is extended
 * @param withdrawn whether a person withdrew it
 * @param forced whether a person decided that it may be submitted again, though it may be paid twice
 * @param epoch grows with each owner: what was decided on one is not decided on another
 * @param traceparent where its trace goes on, as W3C Trace Context has it; empty if there is none
 */
public record RequestDetail(
        RequestSummary summary,
        List<TimelineEntry> timeline,
        List<SubmitRecord> submits,
        List<Video> videos,
        Optional<Failure> failure,
        String replay,
        List<String> warnings,
        Map<String, String> metadata,
        String doubt,
        String worker,
        Instant leaseUntil,
        boolean withdrawn,
        boolean forced,
        long epoch,
        String traceparent) {

    public RequestDetail {
        timeline = List.copyOf(timeline);
        submits = List.copyOf(submits);
        videos = List.copyOf(videos);
        warnings = List.copyOf(warnings);
        metadata = Map.copyOf(metadata);
    }
}
