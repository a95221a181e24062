package dev.viduroutes.intake;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.request.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/** A request file that lies in the gateway's own folder until its outcome is safe. Thread-safe. */
public final class TakenFile {

    /** What is longer is no request under any settings, and too long for a message or a copy. */
    static final long LARGEST_COPY = 16L << 20;

    private final Path path;
    private final Source source;
    private final byte[] beginning;
    private final long size;
    private boolean moved;

    /** @param beginning all that was read of it: one byte more than a request may have, at most */
    TakenFile(Path path, long modifiedMillis, byte[] beginning, long size) {
        this(path, Source.ofFile(path.getFileName().toString(), modifiedMillis), beginning, size);
    }

    /** Like {@link #TakenFile(Path, long, byte[], long)}, of a source that may be urgent. */
    TakenFile(Path path, Source source, byte[] beginning, long size) {
        this.path = path;
        this.source = source;
        this.beginning = beginning;
        this.size = size;
    }

    /** @return where it lies meanwhile */
    public Path path() {
        return path;
    }

    /** @return whether nobody wrote to it since it was taken */
    public synchronized boolean isUnchanged() throws IOException {
        return moved
                || Files.size(path) == size && Files.getLastModifiedTime(path).toMillis() == modifiedMillis();
    }

    private long modifiedMillis() {
        return Long.parseLong(source.stamp());
    }

    /** @return where the request came from */
    public Source source() {
        return source;
    }

    /** @return its bytes; of a file that is larger than a request may be, the beginning */
    public byte[] beginning() {
        return beginning;
    }

    /** @return whether all of it was read */
    boolean isWhole() {
        return beginning.length == size;
    }

    /**
     * @param file null if the request came otherwise
     * @return whether it is too large for a message, so that its dead letter is kept in the folder wherever others go
     */
    public static boolean isVast(TakenFile file) {
        return file != null && file.size > LARGEST_COPY;
    }

    /**
     * @param file null if the request came otherwise
     * @param original the request, as far as it was read
     * @return all of a file that was too large to be read as a request
     */
    public static Object whole(TakenFile file, Object original) throws IOException {
        if (file == null || file.isWhole()) {
            return original;
        }
        try (InputStream content = Channels.newInputStream(file.open())) {
            return content.readNBytes((int) LARGEST_COPY);
        } catch (NoSuchFileException gone) {
            return original;
        }
    }

    /**
     * Moves the file itself, so that bytes that come late are in it.
     *
     * @return whether it is there now; false if that is another file system, or the file is gone
     */
    synchronized boolean moveTo(Path target, DurableFiles files) throws IOException {
        if (moved) {
            // The move is not tried again, if only the folders could not be synced.
            files.syncFolders(path, target);
            return true;
        }
        try {
            files.move(path, target);
        } catch (AtomicMoveNotSupportedException | NoSuchFileException elsewhere) {
            return false;
        } finally {
            moved = !RegularFiles.exists(path) && RegularFiles.isRegular(target);
        }
        return true;
    }

    /**
     * Like {@link #moveTo(Path, DurableFiles)}, with another modification time, which it has before anybody sees it there.
     *
     * @return false, too, if the time of the file can't be changed, as nobody can who does not own it
     */
    synchronized boolean moveTo(Path target, FileTime modified, DurableFiles files) throws IOException {
        if (!moved && !date(modified) && !isVast(this)) {
            return false;
        }
        boolean there = moveTo(target, files);
        if (!there) {
            // By its time the request is known, should it come again.
            date(FileTime.fromMillis(modifiedMillis()));
        }
        return there;
    }

    /** Moves the file, or all of it to another file system; one that is gone has nothing to be moved. */
    public synchronized void moveWholeTo(Path target, DurableFiles files) throws IOException {
        if (moveTo(target, files)) {
            return;
        }
        try (FileChannel content = open()) {
            files.copy(content, Long.MAX_VALUE, target, FileTime.fromMillis(modifiedMillis()));
        } catch (NoSuchFileException gone) {
            files.syncFolder(target.toAbsolutePath().getParent());
        }
    }

    private boolean date(FileTime modified) {
        try {
            Files.setLastModifiedTime(path, modified);
            return true;
        } catch (IOException notOwned) {
            return false;
        }
    }

    /** Writes a copy of the file, or of its beginning if it is vast; what was read of it, if it is gone. */
    synchronized void copyTo(Path target, FileTime modified, DurableFiles files) throws IOException {
        try (FileChannel content = open()) {
            files.copy(content, LARGEST_COPY, target, modified);
        } catch (NoSuchFileException gone) {
            files.write(target, new ByteArrayInputStream(beginning), modified);
        }
    }

    /** Removes the file, unless it was moved. */
    synchronized void remove(DurableFiles files) throws IOException {
        if (!moved) {
            files.delete(path);
        }
    }

    /**
     * @param file null if the request came otherwise
     * @return whether it was moved there
     */
    public static boolean isAt(TakenFile file, Path record) {
        return file != null && file.isAt(record);
    }

    /** @return whether it was moved there */
    synchronized boolean isAt(Path record) {
        return moved && RegularFiles.isRegular(record);
    }

    /** @return for people, what a copy of a vast file holds */
    String whatIsCopied() {
        return "only the first " + LARGEST_COPY + " of " + size + " bytes: it lay on another file system";
    }

    /** @return whether this is what was read of the request */
    boolean isSameAs(Path record) throws IOException {
        return RegularFiles.isRegular(record) && isWhole() && RegularFiles.holds(record, beginning);
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
