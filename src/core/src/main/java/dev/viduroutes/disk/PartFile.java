package dev.viduroutes.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that is being written, under a hidden name until it is whole. It is locked until then, where the file system has
 * locks: so what a kill left behind can be told from what somebody writes.
 */
final class PartFile implements Closeable {

    private static final String PREFIX = ".vidu-";
    private static final String ENDING = ".part";

    private final Path path;
    private final FileChannel file;

    private PartFile(Path path) throws IOException {
        this.path = path;
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        isFree(file);
    }

    /** @return one that no other writer shares */
    static PartFile beside(Path target) throws IOException {
        return new PartFile(target.resolveSibling(PREFIX + UUID.randomUUID() + ENDING));
    }

    Path path() {
        return path;
    }

    FileChannel content() {
        return file;
    }

    /** Puts on disk what was written. */
    void sync(Optional<FileTime> modified) throws IOException {
        if (modified.isPresent()) {
            Files.setLastModifiedTime(path, modified.get());
        }
        file.force(true);
    }

    /** Removes what has no other name by now. */
    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Removes what killed processes left in a folder. @return how many files that were */
    static int removeAbandoned(Path folder) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, PREFIX + "*" + ENDING)) {
            for (Path part : parts) {
                if (isAbandoned(part) && Files.deleteIfExists(part)) {
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean isAbandoned(Path part) {
        if (!Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel open = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return isFree(open);
        } catch (IOException unknown) {
            return false;
        }
    }

    /** @return whether nobody else had it locked; false, too, if the file system has no locks. It is locked now */
    private static boolean isFree(FileChannel file) {
        try {
            return file.tryLock() != null;
        } catch (IOException | OverlappingFileLockException notKnown) {
            return false;
        }
    }
}
