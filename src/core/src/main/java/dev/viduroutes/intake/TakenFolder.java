package dev.viduroutes.intake;

import dev.viduroutes.disk.DurableFiles;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * A folder in the intake folder, into which one process moves what it takes: nobody else may write there, so what was
 * checked by its name is what is opened by it. It is there while something is in it. As long as its process lives, it holds a
 * lock, where the file system has locks. Not thread-safe.
 */
final class TakenFolder {

    /** Hidden, so that nobody takes it for a request. */
    static final String PREFIX = ".taken-";

    static final Path LOCK = Path.of(".lock");
    /** Locks are of processes, so that those of this one prove nothing to it. */
    static final String PROCESS = PREFIX + UUID.randomUUID();

    private final Path inbox;
    private final int maxBytes;
    private final DurableFiles files;
    private boolean isOpen;
    private Path name;
    private Path folder;
    private Object key = "";
    private FolderLock lock = FolderLock.NONE;

    /** @param maxBytes how much of a file is read at most */
    TakenFolder(Path inbox, int maxBytes, DurableFiles files) {
        this.inbox = inbox;
        this.maxBytes = maxBytes;
        this.files = files;
        rename();
    }

    private void rename() {
        name = Path.of(PROCESS + "-" + UUID.randomUUID().toString().substring(0, 8));
        folder = inbox.resolve(name);
    }

    Path path() {
        return folder;
    }

    /**
     * What was found: attributes of the file, and as much of its content as is read.
     *
     * @param endsInLine whether the last line has no end, of a file of which nothing else is read
     */
    record Contents(BasicFileAttributes attributes, byte[] bytes, boolean endsInLine) {

        boolean isWhole() {
            return bytes.length == attributes.size();
        }
    }

    /**
     * Moves a file in, without following links, and reads it. What is no file is moved, and not opened.
     *
     * @throws NoSuchFileException if it is gone
     */
    Contents take(Path file) throws IOException {
        open();
        try (SecureSubfolder own = opened()) {
            if (RegularFiles.exists(folder.resolve(file))) {
                throw new FileAlreadyExistsException(folder.resolve(file).toString());
            }
            own.moveIn(file);
            BasicFileAttributes attributes = own.attributes(file);
            if (!attributes.isRegularFile()) {
                return new Contents(attributes, new byte[0], false);
            }
            try (SeekableByteChannel content = own.read(file)) {
                byte[] bytes = Channels.newInputStream(content).readNBytes(maxBytes);
                return new Contents(own.attributes(file), bytes, maxBytes == 0 && endsInLine(content));
            }
        }
    }

    private static boolean endsInLine(SeekableByteChannel content) throws IOException {
        if (content.size() == 0) {
            return false;
        }
        content.position(content.size() - 1);
        byte[] last = Channels.newInputStream(content).readNBytes(1);
        return last.length == 1 && last[0] != '\n' && last[0] != '\r';
    }

    /** Puts a file back to where it came from. If there is another one of its name by now, it is left in a folder of nobody's. */
    void giveBack(Path file) throws IOException {
        if (!RegularFiles.exists(folder.resolve(file))) {
            return;
        }
        try (SecureSubfolder own = opened()) {
            if (own.moveOut(file)) {
                return;
            }
        }
        Path nobodys = inbox.resolve(PREFIX + "left-" + UUID.randomUUID());
        files.createFolder(nobodys);
        files.move(folder.resolve(file), nobodys.resolve(file));
    }

    /** Shows other processes that this one lives. */
    void showLife(FileTime now) throws IOException {
        if (isOpen && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.setLastModifiedTime(folder, now);
        }
    }

    /** Removes the folder if it is empty. */
    void tidy() throws IOException {
        if (isOpen) {
            isOpen = false;
            lock.close();
            removeEmpty(inbox, name);
        }
    }

    /** Removes a folder in which nothing is left but its lock. */
    static void removeEmpty(Path inbox, Path name) throws IOException {
        try (SecureSubfolder left = SecureSubfolder.open(inbox, name)) {
            for (Path file : left.names()) {
                if (!file.equals(LOCK)) {
                    return;
                }
                left.delete(file);
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        try {
            Files.deleteIfExists(inbox.resolve(name));
        } catch (DirectoryNotEmptyException inUse) {
            // Something was taken meanwhile.
        }
    }

    private SecureSubfolder opened() throws IOException {
        SecureSubfolder own = SecureSubfolder.open(inbox, name);
        if (own.key().equals(key)) {
            return own;
        }
        own.close();
        // The next file goes into a new one.
        isOpen = false;
        throw new IOException(folder + " is not the folder that this process made");
    }

    private void open() throws IOException {
        if (isOpen && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        lock.close();
        // Never one that was there before: it may be anybody's.
        rename();
        isOpen = false;
        Files.createDirectory(folder, onlyOwn());
        try {
            files.syncFolder(inbox);
            try (SecureSubfolder own = SecureSubfolder.open(inbox, name)) {
                key = own.key();
            }
            lock = FolderLock.take(folder.resolve(LOCK));
            isOpen = true;
        } finally {
            if (!isOpen) {
                // Each file that is tried would leave one more.
                Files.deleteIfExists(folder);
            }
        }
    }

    private FileAttribute<?>[] onlyOwn() throws IOException {
        return Files.getFileStore(inbox).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
