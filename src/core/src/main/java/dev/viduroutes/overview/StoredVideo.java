package dev.viduroutes.overview;

import dev.viduroutes.request.Video;
import java.time.Instant;
import java.util.List;

/**
 * A request whose videos are in the bucket.
 *
 * @param storedAt when all of them were
 * @param videos its objects, without the manifest
 */
public record StoredVideo(RequestSummary request, Instant storedAt, List<Video> videos) {

    public StoredVideo {
        videos = List.copyOf(videos);
    }
}
