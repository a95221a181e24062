package dev.viduroutes.images;

import dev.viduroutes.settings.FileIntakeSettings;
import dev.viduroutes.settings.ImageSettings;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;

/** Pictures that lie beside requests. Links are never followed, and what is no plain file is not opened. */
final class PictureFolder {

    private static final String ALLOWED = "it must lie beside the request, as a plain file";

    /** More than anybody waits, and nothing that an addition overflows by. */
    static final Duration LONG = Duration.ofDays(365);

    /** What files are stamped by, if they are on this machine. */
    private static final InstantSource CLOCK = InstantSource.system();

    private final Path inbox;
    private final Path other;
    private final boolean otherFirst;

    private PictureFolder(Path inbox, Path other, boolean otherFirst) {
        this.inbox = inbox;
        this.other = other;
        this.otherFirst = otherFirst;
    }

    /** Those of urgent requests lie beside them, or in the intake folder. */
    static PictureFolder ofIntake(FileIntakeSettings settings) {
        return new PictureFolder(settings.inbox(), settings.urgent(), false);
    }

    /** Those of a file that may be dropped later lie beside it, or in the intake folder already. */
    static PictureFolder ofPlan(FileIntakeSettings settings, Path beside) {
        return new PictureFolder(settings.inbox(), beside, true);
    }

    /** @return where it is, or would be */
    Path path(String name, boolean urgent) {
        Path beside = other.resolve(name);
        return (urgent || otherFirst) && Files.exists(beside, LinkOption.NOFOLLOW_LINKS) ? beside : inbox.resolve(name);
    }

    /** @return how much is to be read of it */
    long size(Path file) throws PictureException {
        return attributes(file).size();
    }

    /** @return what tells its state from another: of a plain file size and time, else what it is */
    String state(Path file) throws PictureException {
        BasicFileAttributes found = attributes(file);
        return found.size() + " " + found.lastModifiedTime().toMillis();
    }

    /** @return since it was written, or moved here where the file system knows that; long, if it can't be read */
    Duration age(Path file) {
        try {
            FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            FileTime changed =
                    file.getFileSystem().supportedFileAttributeViews().contains("unix")
                            ? (FileTime) Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS)
                            : written;
            FileTime came = changed.compareTo(written) > 0 ? changed : written;
            Duration age = Duration.between(came.toInstant(), CLOCK.instant());
            return age.compareTo(LONG) < 0 ? age : LONG;
        } catch (IOException unreadable) {
            return LONG;
        }
    }

    /** @throws PictureException if it is no picture, or changed while it was read */
    Picture read(Path file) throws PictureException {
        BasicFileAttributes before = attributes(file);
        if (before.size() > ImageSettings.MAX_BYTES) {
            throw Picture.tooLarge(before.size());
        }
        byte[] content = content(file, (int) before.size());
        BasicFileAttributes after = attributes(file);
        if (content == null || !same(before, after)) {
            throw PictureException.passing("changing", ALLOWED);
        }
        return Picture.of(content);
    }

    private static byte[] content(Path file, int length) throws PictureException {
        try (SeekableByteChannel open =
                Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return Bytes.readExactly(Channels.newInputStream(open), length);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    /** What was checked by its name is what was opened by it. */
    private static boolean same(BasicFileAttributes before, BasicFileAttributes after) {
        return before.size() == after.size()
                && before.lastModifiedTime().equals(after.lastModifiedTime())
                && (before.fileKey() == null || before.fileKey().equals(after.fileKey()));
    }

    private static BasicFileAttributes attributes(Path file) throws PictureException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (found.isRegularFile()) {
                return found;
            }
            String kind = found.isSymbolicLink() ? "a link" : found.isDirectory() ? "a folder" : "a device or pipe";
            throw PictureException.passing(kind, ALLOWED);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static PictureException unreadable(IOException why) {
        return why instanceof NoSuchFileException
                ? PictureException.missing("missing", ALLOWED)
                : PictureException.passing("unreadable (" + why.getClass().getSimpleName() + ")", ALLOWED);
    }
}
