package dev.viduroutes.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies a result file to its reader block by block, and notes its length and hash. */
final class VideoStream {

    private static final int BLOCK_BYTES = 64 << 10;

    private final ResultFile file;
    private final long length;
    private final MessageDigest digest;

    VideoStream(ResultFile file, long length) {
        this.file = file;
        this.length = length;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param limit how many bytes to copy, at most the whole length */
    void copy(InputStream in, OutputStream out, long limit) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        long copied = 0;
        int count;
        while (copied < limit && (count = in.read(block, 0, (int) Math.min(block.length, limit - copied))) >= 0) {
            digest.update(block, 0, count);
            copied += count;
            // Noted before the last block leaves: whoever has read the file finds it in the ledger.
            if (copied == length) {
                file.served().served(length, HexFormat.of().formatHex(digest.digest()));
            }
            out.write(block, 0, count);
        }
        out.flush();
    }
}
