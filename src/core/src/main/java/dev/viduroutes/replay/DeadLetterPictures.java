package dev.viduroutes.replay;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.request.Source;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pictures of dead letters: each request's lie in a folder of its own, and go back to where they lay beside it. */
final class DeadLetterPictures {

    private static final String FOLDER = ".images";

    private final Path deadLetters;
    private final Path inbox;
    private final DurableFiles durable = new DurableFiles();

    DeadLetterPictures(Path deadLetters, Path inbox) {
        this.deadLetters = deadLetters;
        this.inbox = inbox;
    }

    /** @return why they can't go back, for a person */
    Optional<String> obstacle(Source source) {
        try {
            for (Path picture : of(source)) {
                Path target = inbox.resolve(picture.getFileName());
                if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !isSame(picture, target)) {
                    return Optional.of("another picture " + picture.getFileName() + " is in the intake folder");
                }
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(
                    "its pictures can't be read: " + unreadable.getClass().getSimpleName());
        }
    }

    /** A replay that is broken off leaves some where they were, and some in the intake folder: the next one goes on. */
    void putBack(Source source) throws IOException {
        for (Path picture : of(source)) {
            Path target = inbox.resolve(picture.getFileName());
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                if (!isSame(picture, target)) {
                    throw new IOException("another picture " + picture.getFileName() + " is in the intake folder");
                }
                durable.delete(picture);
            } else {
                durable.move(picture, target);
            }
        }
        Files.deleteIfExists(folder(source));
    }

    private Path folder(Source source) {
        return deadLetters.resolve(source.recordName() + FOLDER);
    }

    private List<Path> of(Source source) throws IOException {
        List<Path> pictures = new ArrayList<>();
        if (Files.isDirectory(folder(source), LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder(source))) {
                for (Path file : found) {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        pictures.add(file);
                    }
                }
            }
        }
        return pictures;
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.isRegularFile(other, LinkOption.NOFOLLOW_LINKS) && Files.mismatch(one, other) < 0;
    }
}
