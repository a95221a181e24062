package dev.viduroutes.sandbox;

/** What is known about one result file: filled in when it is first served whole. */
final class ResultRecord {

    private final int index;
    private long bytes;
    private String sha256 = "";
    private int downloads;

    ResultRecord(int index) {
        this.index = index;
    }

    synchronized void served(long length, String hash) {
        bytes = length;
        sha256 = hash;
        downloads++;
    }

    synchronized Ledger.Result entry() {
        return sha256.isEmpty()
                ? new Ledger.Result(index, null, null, 0)
                : new Ledger.Result(index, bytes, sha256, downloads);
    }
}
