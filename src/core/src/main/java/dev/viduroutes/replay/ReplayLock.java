package dev.viduroutes.replay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held by the one replay that moves dead letters; the system lets go of it when its process dies. */
final class ReplayLock implements AutoCloseable {

    private static final String NAME = "replay.lock";

    private final FileChannel file;

    private ReplayLock(FileChannel file) {
        this.file = file;
    }

    /** @throws IOException if another replay has it; the message says so */
    static ReplayLock take(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel file = FileChannel.open(
                folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        if (isTaken(file)) {
            return new ReplayLock(file);
        }
        file.close();
        throw new IOException("another replay is under way ("
                + folder.resolve(NAME).toAbsolutePath() + " is locked); wait until it is done");
    }

    private static boolean isTaken(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
