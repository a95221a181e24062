package dev.viduroutes.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes, moves and removes files so that what was done is on disk when the call returns: the content first, then the folder
 * that names it. Every report and dead letter in a folder goes this way, before its request leaves its source. Thread-safe; tests let it fail.
 */
public class DurableFiles {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.disk");

    /** The same digits whatever the locale of the machine is. */
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT);

    private final Clock clock;
    private final FolderSync folders = new FolderSync();

    public DurableFiles() {
        this(Clock.systemDefaultZone());
    }

    DurableFiles(Clock clock) {
        this.clock = clock;
    }

    /** Writes a file, whole at once; what was there under its name is replaced. */
    public void write(Path target, InputStream content) throws IOException {
        write(target, new Stream(content), Optional.empty());
    }

    /** Like {@link #write(Path, InputStream)}, with a modification time of its own. */
    public void write(Path target, InputStream content, FileTime modified) throws IOException {
        write(target, new Stream(content), Optional.of(modified));
    }

    /**
     * Writes a copy of the beginning of a file.
     *
     * @param atMost how many bytes of it
     */
    public void copy(FileChannel source, long atMost, Path target, FileTime modified) throws IOException {
        write(target, new Beginning(source, atMost), Optional.of(modified));
    }

    private void write(Path target, Content content, Optional<FileTime> modified) throws IOException {
        createFolder(FolderSync.folderOf(target));
        try (PartFile part = PartFile.beside(target)) {
            content.writeTo(part.content());
            part.sync(modified);
            Files.move(part.path(), target, StandardCopyOption.ATOMIC_MOVE);
        }
        syncFolder(FolderSync.folderOf(target));
    }

    /**
     * Writes a file, whole at once, under a name that nobody has yet.
     *
     * @throws FileAlreadyExistsException if something has it, which stays as it is
     */
    public void create(Path target, InputStream content, FileTime modified) throws IOException {
        try (PartFile part = PartFile.beside(target)) {
            content.transferTo(Channels.newOutputStream(part.content()));
            part.sync(Optional.of(modified));
            giveName(part.path(), target);
        }
        syncFolder(FolderSync.folderOf(target));
    }

    private static void giveName(Path part, Path target) throws IOException {
        try {
            // A link, unlike a move, never replaces what somebody puts there at the same moment.
            Files.createLink(target, part);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException | UnsupportedOperationException noLinks) {
            Files.move(part, target);
        }
    }

    /** Removes files that processes left half written in a folder when they were killed. */
    public void removeAbandoned(Path folder) {
        try {
            int removed = PartFile.removeAbandoned(folder);
            if (removed > 0) {
                LOG.info("folder={} removed={}: files that a killed process had not finished writing", folder, removed);
            }
        } catch (IOException | DirectoryIteratorException stays) {
            LOG.debug("folder={} can't be cleaned", folder, stays);
        }
    }

    /**
     * Moves a file within its file system; what was there under the new name is replaced. Late bytes of a writer that has it
     * open still arrive.
     *
     * @throws java.nio.file.AtomicMoveNotSupportedException if the target is on another file system; nothing is changed
     */
    public void move(Path source, Path target) throws IOException {
        createFolder(FolderSync.folderOf(target));
        if (Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            FolderSync.sync(source);
        }
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        syncFolders(source, target);
    }

    /** Puts on disk that a file was moved. */
    public void syncFolders(Path source, Path target) throws IOException {
        syncFolder(FolderSync.folderOf(target));
        syncFolder(FolderSync.folderOf(source));
    }

    /** Removes a file, if it is there. */
    public void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            syncFolder(FolderSync.folderOf(file));
        }
    }

    /** @return what is added to the names of files that are moved aside now */
    public String stamp() {
        return STAMP.format(LocalDateTime.now(clock));
    }

    /**
     * Gives a file, a folder or a link another name beside its own, never that of something else. It is on disk once
     * something else was written into the same folder.
     *
     * @param stamp of {@link #stamp()}; the same for files that belong together
     */
    public void moveAside(Path file, String stamp) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        String name = file.getFileName() + "." + stamp;
        Path aside = file.resolveSibling(name);
        for (int i = 1; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
            aside = file.resolveSibling(name + "-" + i);
        }
        Files.move(file, aside);
    }

    /** Makes a folder and those that it lies in; the names of new ones are on disk. */
    public void createFolder(Path folder) throws IOException {
        folders.createFolder(folder);
    }

    /** Puts on disk which names are in a folder, where the file system can do that. */
    public void syncFolder(Path folder) throws IOException {
        folders.syncFolder(folder);
    }

    /** @param file what a file endpoint says that it wrote, which does not sync; null if there was none */
    public void syncProduced(String file) throws IOException {
        if (file != null && !file.isEmpty()) {
            folders.syncWritten(Path.of(file));
        }
    }

    private interface Content {

        void writeTo(FileChannel file) throws IOException;
    }

    private record Stream(InputStream content) implements Content {

        @Override
        public void writeTo(FileChannel file) throws IOException {
            content.transferTo(Channels.newOutputStream(file));
        }
    }

    private record Beginning(FileChannel source, long atMost) implements Content {

        @Override
        public void writeTo(FileChannel file) throws IOException {
            long end = Math.min(source.size(), atMost);
            long from = 0;
            for (long copied = 1; from < end && copied > 0; from += copied) {
                copied = source.transferTo(from, end - from, file);
            }
        }
    }
}
