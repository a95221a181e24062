package dev.viduroutes.batch;

import java.io.IOException;

/** A growing report has other columns than this version, or this batch, gives it. */
final class NotOurReportException extends IOException {

    private static final long serialVersionUID = 1L;

    NotOurReportException() {
        super("a growing report has other columns");
    }
}
