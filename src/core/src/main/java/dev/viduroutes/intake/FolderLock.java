package dev.viduroutes.intake;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The lock of a folder: a locked file in it, where the file system has locks. Without, others go by whether the folder shows life. */
record FolderLock(Optional<FileChannel> file) implements Closeable {

    static final FolderLock NONE = new FolderLock(Optional.empty());

    /** @return a lock, or none if the file system has no locks */
    static FolderLock take(Path path) throws IOException {
        FileChannel file = null;
        try {
            file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            if (file.tryLock() != null) {
                return new FolderLock(Optional.of(file));
            }
        } catch (IOException | OverlappingFileLockException noLocks) {
            // The folder is used without.
        }
        if (file != null) {
            file.close();
        }
        Files.deleteIfExists(path);
        return NONE;
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
