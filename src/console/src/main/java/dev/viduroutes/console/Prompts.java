package dev.viduroutes.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.overview.RequestSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** The prompts of requests that came as files: the journal keeps none, but the folder of what is done has the files. */
final class Prompts {

    private static final int LARGEST = 1 << 20;
    private static final int LONGEST = 5_000;

    private final boolean shown;
    private final Path done;

    Prompts(boolean shown, Path done) {
        this.shown = shown;
        this.done = done;
    }

    /** @return nothing if prompts are not to be shown, or it is not there */
    Optional<String> of(RequestSummary request) {
        if (!shown || !request.source().equals("file")) {
            return Optional.empty();
        }
        Path file = done.resolve(request.sourceName());
        // A name is a name, and leads nowhere else.
        boolean below = file.normalize().getParent() != null
                && file.normalize().getParent().equals(done.normalize())
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        return below ? read(file) : Optional.empty();
    }

    private static Optional<String> read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            JsonNode prompt = ConsoleAnswer.mapper()
                    .readTree(content.readNBytes(LARGEST))
                    .path("input")
                    .path("prompt");
            return prompt.isTextual()
                    ? Optional.of(prompt.textValue()
                            .substring(0, Math.min(LONGEST, prompt.textValue().length())))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
