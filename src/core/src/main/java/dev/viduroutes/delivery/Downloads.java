package dev.viduroutes.delivery;

import dev.viduroutes.request.Digests;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetched videos on their way to the bucket. Each lies in a temporary file until it is stored: so its length, signature
 * and hash are known before anything is stored, storing can be tried again without fetching, and memory stays flat.
 */
public final class Downloads {

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final Duration ABANDONED = Duration.ofDays(2);

    private final ResultUrlPolicy urls;
    private final Path folder;
    private final long maxBytes;
    private final Duration longest;

    public Downloads(Settings settings, ResultUrlPolicy urls) throws IOException {
        this.urls = urls;
        folder = settings.places().tmp();
        maxBytes = settings.delivery().maxBytes();
        longest = settings.delivery().downloadTimeout();
        Files.createDirectories(folder);
        removeAbandoned();
    }

    /**
     * @param present what was fetched last, null if nothing was
     * @return whether the next video is still to be fetched
     */
    public boolean isMissing(Task task, Download present) {
        return present == null || present.index() != task.result().stored().size() + 1 || !Files.exists(present.file());
    }

    /**
     * @return the URL of the next video to fetch, checked, for the header {@code Vidu-Result-Url} of a download
     * @throws DeliveryException if it may not be fetched
     */
    public String nextUrl(Task task) {
        return urls.check(task.result().urls().get(task.result().stored().size()))
                .toString();
    }

    /**
     * Writes a download to its temporary file and checks it.
     *
     * @param journey names the temporary file: the exchange's id
     * @param contentLength as the server announced it, null if it did not
     * @throws DeliveryException if the answer is not the video
     * @throws IOException if the connection broke, or the disk is full
     */
    public Download save(Task task, String journey, int status, Long contentLength, InputStream body)
            throws IOException {
        try (body) {
            if (status == 401 || status == 403 || status == 404 || status == 410) {
                throw DeliveryException.expired(status);
            } else if (status == 429 || status >= 500) {
                throw new IOException("HTTP " + status);
            } else if (status != 200) {
                throw DeliveryException.wrong("the result URL answers HTTP " + status + "; it must be 200");
            }
            return write(task.result().stored().size() + 1, journey, contentLength, body);
        }
    }

    /** Removes the temporary file of a journey, if there is one. */
    public void discard(String journey) throws IOException {
        Files.deleteIfExists(file(journey));
    }

    private Download write(int index, String journey, Long contentLength, InputStream body) throws IOException {
        Path file = file(journey);
        MessageDigest digest = Digests.sha256();
        long bytes;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            bytes = copy(body, out);
        }
        if (contentLength != null && bytes != contentLength) {
            throw new IOException("the download has " + bytes + " of " + contentLength + " bytes");
        }
        Optional<String> fault = Mp4Boxes.fault(file, contentLength != null);
        if (fault.isPresent()) {
            throw DeliveryException.wrong("the download has " + bytes + " bytes and is no whole MP4: " + fault.get());
        }
        return new Download(index, file, bytes, Digests.hex(digest));
    }

    /** Whatever has arrived, however little: a server that trickles must not put off the deadline. */
    private long copy(InputStream body, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        long deadlineNanos = System.nanoTime() + longest.toNanos();
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            bytes += count;
            checkBounds(bytes, deadlineNanos);
            out.write(buffer, 0, count);
        }
        return bytes;
    }

    private void checkBounds(long bytes, long deadlineNanos) throws IOException {
        if (bytes > maxBytes) {
            throw DeliveryException.wrong("the video is longer than " + maxBytes + " bytes (vidu.delivery.max-bytes)");
        }
        if (System.nanoTime() > deadlineNanos) {
            throw new IOException(
                    "the download takes longer than " + longest.toSeconds() + " s (vidu.delivery.download-timeout)");
        }
    }

    private Path file(String journey) {
        return folder.resolve("vidu-" + journey.replaceAll("[^A-Za-z0-9-]", "_") + ".part");
    }

    /** A killed process leaves its temporary files; those of another one that runs on this folder are younger. */
    private void removeAbandoned() throws IOException {
        long oldest = System.currentTimeMillis() - ABANDONED.toMillis();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "vidu-*.part")) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toMillis() < oldest) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }
}
