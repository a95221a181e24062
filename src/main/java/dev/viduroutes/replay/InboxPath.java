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
import java.util.UUID;

/** Back to the intake folder: whole at once, and with the dead letter's time, by which the journal knows it again. */
final class InboxPath implements ReturnPath {

    private final FileIntakeSettings settings;
    private final String partName;
    private final DurableFiles durable = new DurableFiles();

    /** @param home of the gateway, whose replays have one lock; several gateways may have one intake folder */
    InboxPath(FileIntakeSettings settings, Path home) {
        this.settings = settings;
        String owner = home.toAbsolutePath().normalize().toString();
        // Hidden, so that the intake does not take it, and the same each time: the next replay uses it again.
        partName = ".replaying-" + UUID.nameUUIDFromBytes(owner.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean leadsTo(Source source) {
        return settings.fileEnabled() && source.isFile();
    }

    /** A name from a reason must not lead out of the folder. */
    @Override
    public Optional<String> obstacle(Letter letter) {
        try {
            Path name = Path.of(letter.reason().source().name());
            if (!name.equals(name.getFileName()) || !target(letter).startsWith(settings.inbox())) {
                return Optional.of("its file name leads out of the intake folder");
            } else if (Files.exists(target(letter), LinkOption.NOFOLLOW_LINKS)) {
                return Optional.of("a file of its name is in the intake folder");
            }
            return Optional.empty();
        } catch (InvalidPathException none) {
            return Optional.of("its file name is none");
        }
    }

    @Override
    public void putBack(Letter letter) throws IOException {
        Path target = target(letter);
        Path part = target.resolveSibling(partName);
        // A link is not followed.
        Files.deleteIfExists(part);
        try {
            write(letter, part);
            // Not "atomic", which replaces: somebody may have dropped a request of this name since it was looked for.
            Files.move(part, target);
            durable.syncFolder(settings.inbox());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void write(Letter letter, Path part) throws IOException {
        FileTime stamp = FileTime.fromMillis(Long.parseLong(letter.stamp()));
        durable.write(part, new ByteArrayInputStream(bytes(letter.content().orElseThrow())), stamp);
    }

    private static byte[] bytes(Object content) {
        return content instanceof byte[] bytes ? bytes : content.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Path target(Letter letter) {
        return settings.inbox().resolve(letter.reason().source().name());
    }
}
