package dev.viduroutes.batch;

import dev.viduroutes.request.Source;

/**
 * A batch that came.
 *
 * @param id of its name and content: what it is known by when it comes again
 */
public record Batch(String id, BatchFile file) {

    private static final int SHORT = 12;

    Source source() {
        return file.source();
    }

    String recordName() {
        return file.source().recordName();
    }

    /** @return what its report is called while it grows: files of two folders may have one name */
    String reportName() {
        return file.source().urgent() ? "urgent-" + recordName() : recordName();
    }

    /** @return the beginning of its id, for the log */
    String shortId() {
        return id.substring(0, SHORT);
    }
}
