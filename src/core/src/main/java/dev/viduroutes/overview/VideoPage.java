package dev.viduroutes.overview;

import java.util.List;

/**
 * A page of stored requests.
 *
 * @param rows the latest stored first
 * @param next where the next page begins; empty if this was the last one
 */
public record VideoPage(List<StoredVideo> rows, String next) {

    public VideoPage {
        rows = List.copyOf(rows);
    }
}
