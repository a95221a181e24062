package dev.viduroutes.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Outcomes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dead-letter folder. A letter that is being put back is set aside under a hidden name first, so that the running
 * gateway, which may bury the same request again at once, does not write over it, and nothing that it wrote is removed.
 */
final class FolderBox implements LetterBox {

    private static final String REASON = ".reason.json";
    private static final String MESSAGE = ".message.json";
    private static final String ASIDE = ".replaying";

    /** What stood on a message; not said of files. */
    private record Envelope(Map<String, String> headers, Map<String, Object> properties) {}

    private final Path folder;
    private final long maxBytes;
    private final ObjectMapper json = Outcomes.readableMapper();

    FolderBox(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    @Override
    public List<Letter> letters() throws IOException {
        List<Letter> letters = new ArrayList<>();
        // What an interrupted replay set aside lies there under a hidden name.
        for (String ending : List.of(REASON, REASON + ASIDE)) {
            try (DirectoryStream<Path> reasons = Files.newDirectoryStream(folder, "*" + ending)) {
                for (Path reason : reasons) {
                    read(reason).ifPresent(letters::add);
                }
            }
        }
        return letters;
    }

    private Optional<Letter> read(Path reason) throws IOException {
        Path letter = present(beside(reason, ""));
        // A letter that has another reason by now is not the one that was set aside.
        boolean another = isAside(reason) && !isAside(letter) && Files.exists(visible(reason));
        if (another || !Files.isRegularFile(letter, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(letter, reason));
        } catch (JsonProcessingException isNone) {
            return Optional.empty();
        }
    }

    private Letter read(Path letter, Path reason) throws IOException {
        Envelope envelope = envelope(present(beside(reason, MESSAGE)));
        return new Letter(
                json.readValue(reason.toFile(), Outcome.class),
                Long.toString(Files.getLastModifiedTime(letter).toMillis()),
                Files.size(letter) > maxBytes ? Optional.empty() : Optional.of(Files.readAllBytes(letter)),
                envelope.headers(),
                envelope.properties(),
                reason);
    }

    private Envelope envelope(Path file) throws IOException {
        if (Files.notExists(file)) {
            return new Envelope(Map.of(), Map.of());
        }
        var all = json.readTree(file.toFile());
        return new Envelope(
                json.convertValue(all.path("headers"), new TypeReference<>() {}),
                json.convertValue(all.path("properties"), new TypeReference<>() {}));
    }

    @Override
    public boolean putBack(Letter letter, ReturnPath path) throws Exception {
        Path reason = (Path) letter.place();
        Path aside = aside(reason);
        boolean isReady = isAside(reason) && Files.exists(beside(aside, ""));
        if (!isReady && !setAside(reason)) {
            return false;
        }
        path.putBack(letter);
        for (String ending : List.of("", MESSAGE, REASON)) {
            Files.deleteIfExists(beside(aside, ending));
        }
        return true;
    }

    /** The reason first: a letter without one would no longer be found. */
    private static boolean setAside(Path reason) throws IOException {
        Path letter = beside(visible(reason), "");
        if (Files.exists(aside(letter)) || Files.notExists(letter)) {
            return false;
        }
        for (String ending : List.of(REASON, MESSAGE, "")) {
            Path file = beside(visible(reason), ending);
            if (Files.exists(file)) {
                Files.move(file, aside(file), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return true;
    }

    /** @return what belongs to the same letter as the reason, both aside or neither */
    private static Path beside(Path reason, String ending) {
        String name = reason.getFileName().toString();
        int end = name.lastIndexOf(REASON);
        return reason.resolveSibling(name.substring(0, end) + ending + name.substring(end + REASON.length()));
    }

    private static boolean isAside(Path file) {
        return file.getFileName().toString().endsWith(ASIDE);
    }

    private static Path aside(Path file) {
        return isAside(file) ? file : file.resolveSibling("." + file.getFileName() + ASIDE);
    }

    private static Path present(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? file : visible(file);
    }

    private static Path visible(Path file) {
        String name = file.getFileName().toString();
        return isAside(file) ? file.resolveSibling(name.substring(1, name.length() - ASIDE.length())) : file;
    }
}
