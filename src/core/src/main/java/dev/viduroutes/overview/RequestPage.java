package dev.viduroutes.overview;

import java.util.List;

/**
 * A page of requests.
 *
 * @param rows the latest received first
 * @param next to be asked for as {@link RequestQuery#after}; empty if this was the last page
 */
public record RequestPage(List<RequestSummary> rows, String next) {

    public RequestPage {
        rows = List.copyOf(rows);
    }
}
