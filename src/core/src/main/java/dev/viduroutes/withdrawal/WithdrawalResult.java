package dev.viduroutes.withdrawal;

import dev.viduroutes.PublicApi;

/** What became of a request that was withdrawn. */
@PublicApi
public enum WithdrawalResult {
    /** It was not submitted, and will not be; its outcome follows. */
    WITHDRAWN("withdrawn: it was not submitted, and will not be"),
    /** It was submitted before, its task failed, and no other one is submitted. */
    NO_OTHER_TASK("withdrawn: no other task is submitted; what its earlier submits cost stays on record"),
    /** Nobody knows it yet. */
    AWAITED("not known here; withdrawn if it comes (for vidu.journal.retention)"),
    /** Its task runs, and its video is stored. */
    RUNS("submitted already, and the API has no cancel: its video is billed, and stored"),
    /** Its task runs, and its video is left where it is. */
    RUNS_DISCARDED("submitted already, and the API has no cancel: its video is billed, and not fetched"),
    /** The video is about to be stored, or is. */
    STORED("its video is made already; nothing changes"),
    /** It ended before. */
    SETTLED("settled already; nothing changes"),
    /** No request can be called so. */
    IMPOSSIBLE("no id of a request: it must be 1 to 128 letters, digits, '.', '_' and '-'");

    private final String words;

    WithdrawalResult(String words) {
        this.words = words;
    }

    /** @return the same for a person */
    public String words() {
        return words;
    }
}
