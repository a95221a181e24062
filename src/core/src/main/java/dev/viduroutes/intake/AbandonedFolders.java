package dev.viduroutes.intake;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What processes left behind that died, or stand still for longer than their lease: their files go back to the intake folder,
 * and whether anything was paid for them the journal knows. Not thread-safe.
 */
final class AbandonedFolders {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private final Path inbox;
    private final Duration patience;
    private final LongSupplier nanos;
    private final Map<Path, Life> lives = new HashMap<>();

    /**
     * @param patience how long a folder must show no life until it is abandoned, if its lock does not tell
     * @param nanos monotonic clock, for example System::nanoTime
     */
    AbandonedFolders(Path inbox, Duration patience, LongSupplier nanos) {
        this.inbox = inbox;
        this.patience = patience;
        this.nanos = nanos;
    }

    /** Gives back what lies in abandoned folders. @param own the folder of this process, which is not */
    void giveBack(Path own) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(inbox, TakenFolder.PREFIX + "*")) {
            folders.forEach(found::add);
        }
        lives.keySet().retainAll(found);
        for (Path folder : found) {
            if (!folder.equals(own) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isAbandoned(folder)) {
                empty(folder);
            }
        }
    }

    private void empty(Path folder) throws IOException {
        try (SecureSubfolder left = SecureSubfolder.open(inbox, folder.getFileName())) {
            for (Path name : left.names()) {
                if (!name.equals(TakenFolder.LOCK) && left.moveOut(name)) {
                    LOG.info(
                            "file={} is taken up again: the process that had it is gone, or stands still",
                            RegularFiles.printable(name));
                }
            }
        }
        TakenFolder.removeEmpty(inbox, folder.getFileName());
    }

    private boolean isAbandoned(Path folder) throws IOException {
        return isUnlocked(folder).orElse(false) || showsNoLife(folder);
    }

    /** @return empty if there are no locks, or the lock is one of this very process, which to close here would release it */
    private static Optional<Boolean> isUnlocked(Path folder) {
        Path lock = folder.resolve(TakenFolder.LOCK);
        if (folder.getFileName().toString().startsWith(TakenFolder.PROCESS) || !RegularFiles.isRegular(lock)) {
            return Optional.empty();
        }
        // For reading, too: a pipe that is put in its place would hold up whoever only wants to write.
        try (FileChannel file =
                FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(file.tryLock() != null);
        } catch (IOException | OverlappingFileLockException unknown) {
            return Optional.empty();
        }
    }

    private boolean showsNoLife(Path folder) throws IOException {
        FileTime shown = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS);
        Life before = lives.get(folder);
        if (before == null || !before.shown.equals(shown)) {
            lives.put(folder, new Life(shown, nanos.getAsLong()));
            return false;
        }
        return nanos.getAsLong() - before.since >= patience.toNanos();
    }

    private record Life(FileTime shown, long since) {}
}
