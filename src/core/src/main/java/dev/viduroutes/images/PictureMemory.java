package dev.viduroutes.images;

import dev.viduroutes.settings.ImageSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/** Permits for the pictures that are in memory at once: a quarter of it, and room for one picture at least. Thread-safe. */
final class PictureMemory {

    private final Semaphore bytes;

    /** @param memoryBytes of the process */
    PictureMemory(long memoryBytes) {
        bytes = new Semaphore((int) Math.max(ImageSettings.MAX_BYTES, Math.min(Integer.MAX_VALUE, memoryBytes / 4)));
    }

    /** @return whether there is room for a picture of so many bytes; then {@link #release} must follow */
    boolean tryAcquire(long picture) {
        return bytes.tryAcquire(permits(picture));
    }

    /** Waits until there is room for a picture, whatever its size is. */
    void acquire() throws IOException {
        try {
            bytes.acquire(ImageSettings.MAX_BYTES);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("there was no memory for a picture before the stop");
        }
    }

    void release(long picture) {
        bytes.release(permits(picture));
    }

    /** More are never read. */
    private static int permits(long picture) {
        return (int) Math.min(picture, ImageSettings.MAX_BYTES);
    }
}
