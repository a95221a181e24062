package dev.viduroutes.overview;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page ended. What comes in between goes before it, so the next page neither repeats nor leaves out anything.
 *
 * @param millis of the last row, by which rows are in order
 */
record Cursor(long millis, String requestId) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.([A-Za-z0-9._-]{1,128})");

    /** @throws IllegalArgumentException if it is neither empty nor one of ours */
    static Optional<Cursor> of(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("after must be what the page before gave as next");
        }
        return Optional.of(new Cursor(Long.parseLong(parts.group(1)), parts.group(2)));
    }

    @Override
    public String toString() {
        return millis + "." + requestId;
    }
}
