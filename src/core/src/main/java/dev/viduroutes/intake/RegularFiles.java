package dev.viduroutes.intake;

import dev.viduroutes.request.Source;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/** Regular files: links are never followed. */
final class RegularFiles {

    private RegularFiles() {}

    /** @return whether this is a file, and no link, folder or device */
    static boolean isRegular(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** @return whether there is anything of that name */
    static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** @return the name for the log, in which no sender can write lines of his own */
    static String printable(Path file) {
        return Source.ofFile(file.getFileName().toString(), 0).recordName();
    }

    /** @return why something failed, without the name of the file */
    static String reason(IOException failure) {
        if (failure instanceof FileSystemException named) {
            String kind = named.getClass().getSimpleName();
            return named.getReason() == null ? kind : kind + ": " + named.getReason();
        }
        return failure.toString();
    }

    /** @return whether the file has these bytes, and no others */
    static boolean holds(Path file, byte[] bytes) throws IOException {
        return Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes);
    }
}
