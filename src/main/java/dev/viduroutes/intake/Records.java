package dev.viduroutes.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What stands in the folders of reports and dead letters. A kill between writing a record and removing the request file
 * makes the same record come again: it replaces itself. Records of other requests under the same name are kept; the
 * routes move them aside.
 */
public final class Records {

    private final Path done;
    private final Path deadLetters;
    private final ObjectMapper json = new ObjectMapper();

    public Records(Settings settings) {
        done = settings.intake().done();
        deadLetters = settings.places().deadLetters();
    }

    /** Removes a report that this very request left before; its file is still in the intake folder. */
    public void forgetReport(Source source, Outcome outcome, Object original) throws IOException {
        forget(done, source.recordName(), ".outcome.json", outcome, original);
    }

    /** Removes a dead letter that this very request left before; its file is still in the intake folder. */
    public void forgetDeadLetter(Source source, Outcome outcome, Object original) throws IOException {
        forget(deadLetters, source.recordName(), ".reason.json", outcome, original);
    }

    private void forget(Path folder, String name, String ending, Outcome outcome, Object original) throws IOException {
        Path record = folder.resolve(name);
        Path explanation = folder.resolve(name + ending);
        if (original instanceof byte[] bytes && isSame(record, bytes) && tells(explanation, outcome.requestId())) {
            Files.delete(explanation);
            Files.deleteIfExists(folder.resolve(name + ".message.json"));
            Files.delete(record);
        }
    }

    private static boolean isSame(Path record, byte[] bytes) throws IOException {
        return PlainFiles.isPlain(record) && PlainFiles.holds(record, bytes);
    }

    private boolean tells(Path explanation, String requestId) throws IOException {
        try {
            return json.readTree(Files.readAllBytes(explanation))
                    .path("request_id")
                    .asText()
                    .equals(requestId);
        } catch (NoSuchFileException | JacksonException none) {
            return false;
        }
    }
}
