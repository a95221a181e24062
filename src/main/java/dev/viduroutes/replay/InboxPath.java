package dev.viduroutes.replay;

import dev.viduroutes.request.Source;
import dev.viduroutes.settings.FileIntakeSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;

/** Back to the intake folder: whole at once, and with the dead letter's time, by which the journal knows it again. */
final class InboxPath implements ReturnPath {

    private final FileIntakeSettings settings;

    InboxPath(FileIntakeSettings settings) {
        this.settings = settings;
    }

    /** A name from a reason must not lead out of the folder. */
    @Override
    public boolean leadsTo(Source source) {
        Path name = Path.of(source.name());
        return settings.fileEnabled() && source.isFile() && name.equals(name.getFileName());
    }

    @Override
    public boolean isFree(Letter letter) {
        return Files.notExists(target(letter), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void putBack(Letter letter) throws IOException {
        Path target = target(letter);
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        Files.write(part, bytes(letter.content().orElseThrow()));
        try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.setLastModifiedTime(part, FileTime.fromMillis(Long.parseLong(letter.stamp())));
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] bytes(Object content) {
        return content instanceof byte[] bytes ? bytes : content.toString().getBytes(StandardCharsets.UTF_8);
    }

    private Path target(Letter letter) {
        return settings.inbox().resolve(letter.reason().source().name());
    }
}
