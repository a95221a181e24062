package dev.viduroutes.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts folders on disk, that is, which names are in them. Knows which of them could be synced before. Thread-safe.
 */
final class FolderSync {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.disk");

    private final Set<Path> syncedBefore = ConcurrentHashMap.newKeySet();
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    /** Makes a folder and those that it lies in; the names of new ones are on disk. */
    void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folderOf(folder);
        if (parent != null) {
            createFolder(parent);
        }
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException raced) {
            if (!Files.isDirectory(folder)) {
                throw raced;
            }
        }
        if (parent != null) {
            syncFolder(parent);
        }
    }

    /** Puts on disk what somebody else wrote: a file, its name, and those of the folders that it lies in, up to a known one. */
    void syncWritten(Path file) throws IOException {
        sync(file);
        Path folder = folderOf(file);
        boolean known = syncedBefore.contains(folder);
        syncFolder(folder);
        // Whoever wrote the file may have made its folder just now.
        for (Path parent = folderOf(folder); !known && parent != null; parent = folderOf(parent)) {
            known = !Files.isReadable(parent) || syncedBefore.contains(parent);
            if (!known) {
                syncFolder(parent);
            }
        }
    }

    static void sync(Path file) throws IOException {
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            open.force(true);
        }
    }

    /**
     * Some network mounts can't sync a folder; their errors differ. A folder that never could be synced is told of once,
     * and used all the same; if one that could be can't be any more, that is an error of the disk.
     */
    void syncFolder(Path folder) throws IOException {
        try (FileChannel open = FileChannel.open(folder, StandardOpenOption.READ)) {
            open.force(true);
            syncedBefore.add(folder);
        } catch (NoSuchFileException gone) {
            throw gone;
        } catch (IOException refused) {
            if (syncedBefore.contains(folder)) {
                throw refused;
            }
            if (told.add(folder)) {
                LOG.warn(
                        "folder={} can't be synced: {}; what is written there may be lost at a power loss",
                        folder,
                        refused.toString());
            }
        }
    }

    static Path folderOf(Path file) {
        return file.toAbsolutePath().getParent();
    }
}
