package dev.viduroutes.batch;

import dev.viduroutes.intake.TakenFile;
import dev.viduroutes.request.Digests;
import dev.viduroutes.request.Source;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * A batch as a file: one of the intake folder, or what a message or a host brought, spooled.
 *
 * @param source where it came from
 * @param path where its content is
 * @param format what it is written in
 * @param spooled whether the file is the gateway's own, which nobody needs afterwards
 */
public record BatchFile(Source source, Path path, BatchFormat format, boolean spooled) {

    /** A file of the intake folder; its name tells what it is written in. */
    public static BatchFile ofTaken(TakenFile file) {
        String name = file.source().name();
        BatchFormat format = BatchFormat.ofName(name)
                .orElseThrow(() -> new IllegalArgumentException("the file " + name + " is no batch"));
        return new BatchFile(file.source(), file.path(), format, false);
    }

    /** @return what the keys of rows are made of that name no id: the same whenever the batch comes again */
    String name() {
        return source.key().isEmpty() ? source.name() : source.key();
    }

    /** @return what the batch is known by when it comes again: a digest of its name and content */
    String id() throws IOException {
        MessageDigest digest = Digests.sha256();
        digest.update(name().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        try (DigestInputStream content = new DigestInputStream(Files.newInputStream(path), digest)) {
            content.transferTo(OutputStream.nullOutputStream());
        }
        return Digests.hex(digest);
    }

    /**
     * Removes what was spooled.
     *
     * @param batch null if there is none
     */
    public static void discard(BatchFile batch) throws IOException {
        if (batch != null && batch.spooled) {
            Files.deleteIfExists(batch.path);
        }
    }
}
