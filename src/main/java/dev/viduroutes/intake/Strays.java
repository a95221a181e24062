package dev.viduroutes.intake;

import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What lies in the intake folder under a request's name and is no file that can be taken: folders, links, devices, unusable
 * names. A link is never followed, since it would let whoever may write to the intake folder read other files through the
 * dead letters.
 */
public final class Strays {

    private static final char UNDECODABLE = '\uFFFD';

    private final Path inbox;
    private final Path deadLetters;

    public Strays(Settings settings) {
        inbox = settings.intake().inbox();
        deadLetters = settings.places().deadLetters();
    }

    /** Camel takes a backslash for a separator, and Java can't open a name that it can't decode. */
    private static boolean isTakeable(Path path) {
        return PlainFiles.isPlain(path)
                && path.getFileName().toString().chars().noneMatch(c -> c == '\\' || c == UNDECODABLE);
    }

    /**
     * Moves every stray as it is into the dead-letter folder.
     *
     * @return where each was found, to be explained there
     */
    public List<Source> remove() throws IOException {
        List<Source> removed = new ArrayList<>();
        if (Files.isDirectory(inbox)) {
            try (DirectoryStream<Path> named = Files.newDirectoryStream(inbox, "*.[jJ][sS][oO][nN]")) {
                for (Path stray : named) {
                    if (!isTakeable(stray) && Files.exists(stray, LinkOption.NOFOLLOW_LINKS)) {
                        removed.add(remove(stray));
                    }
                }
            }
        }
        return removed;
    }

    private Source remove(Path stray) throws IOException {
        Files.createDirectories(deadLetters);
        long stamp = Files.getLastModifiedTime(stray, LinkOption.NOFOLLOW_LINKS).toMillis();
        Source source = Source.ofFile(stray.getFileName().toString(), stamp);
        Path target = deadLetters.resolve(source.recordName());
        for (int i = 1; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
            target = deadLetters.resolve(source.recordName() + "." + i);
        }
        Files.move(stray, target, StandardCopyOption.ATOMIC_MOVE);
        return source;
    }
}
