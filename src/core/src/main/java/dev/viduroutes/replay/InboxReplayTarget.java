package dev.viduroutes.replay;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.FileIntakeSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** Back to the intake folder: whole at once, and with the dead letter's time, by which the journal knows it again. */
final class InboxReplayTarget implements ReplayTarget {

    private final FileIntakeSettings settings;
    private final DeadLetterPictures pictures;
    private final DurableFiles durable = new DurableFiles();

    InboxReplayTarget(FileIntakeSettings settings, Path deadLetters) {
        this.settings = settings;
        this.pictures = new DeadLetterPictures(deadLetters, settings.inbox());
    }

    @Override
    public boolean accepts(Source source) {
        return settings.fileEnabled() && source.isFile();
    }

    /** A name from a reason must not lead out of the folder. */
    @Override
    public Optional<String> obstacle(DeadLetter deadLetter) {
        try {
            Path name = Path.of(deadLetter.reason().source().name());
            if (!name.equals(name.getFileName()) || !target(deadLetter).startsWith(settings.inbox())) {
                return Optional.of("its file name leads out of the intake folder");
            } else if (Files.exists(target(deadLetter), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of("a file of its name is in the intake folder");
            }
            return pictures.obstacle(deadLetter.reason().source());
        } catch (InvalidPathException none) {
            return Optional.of("its file name is none");
        }
    }

    /** Never over a request of this name that somebody dropped since it was looked for. */
    @Override
    public void putBack(DeadLetter deadLetter) throws IOException {
        // First: the request is taken as soon as it is there.
        pictures.putBack(deadLetter.reason().source());
        FileTime stamp = FileTime.fromMillis(Long.parseLong(deadLetter.stamp()));
        durable.create(
                target(deadLetter),
                new ByteArrayInputStream(bytes(deadLetter.content().orElseThrow())),
                stamp);
    }

    private static byte[] bytes(Object content) {
        return content instanceof byte[] bytes ? bytes : content.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Path target(DeadLetter deadLetter) {
        return settings.inbox().resolve(deadLetter.reason().source().name());
    }
}
