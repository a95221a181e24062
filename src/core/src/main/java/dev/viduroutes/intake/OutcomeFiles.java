package dev.viduroutes.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.images.ImageWork;
import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.OutcomeJson;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Writes outcomes and dead letters as files, each beside its request. A request file is moved there itself, after its outcome or
 * reason is on disk; only then has it left its source. A kill in between makes the same files be written again: they replace themselves.
 * OutcomeFiles of other requests under the same name are kept, under a name with the time.
 */
public final class OutcomeFiles {

    private static final String OUTCOME = ".outcome.json";
    private static final String REASON = ".reason.json";
    private static final String MESSAGE = ".message.json";

    private final Path done;
    private final Path deadLetters;
    private final boolean keepsDeadLetters;
    private final DurableFiles files;
    private final PictureFiles pictures;
    private final ObjectMapper json = OutcomeJson.mapper();

    public OutcomeFiles(Settings settings, DurableFiles files, PictureFiles pictures) {
        done = settings.intake().done();
        deadLetters = settings.places().deadLetters();
        keepsDeadLetters = settings.reports().keepsDeadLetters();
        this.files = files;
        this.pictures = pictures;
    }

    /**
     * Puts a stored request and its outcome into the folder of done requests.
     *
     * @param file null if the request did not come as a file
     * @param original its bytes
     * @param images the pictures that came with it, which go first; null if it was not looked for them
     */
    public void report(Source source, Outcome outcome, TakenFile file, byte[] original, ImageWork images)
            throws IOException {
        Path record = done.resolve(source.recordName());
        makeRoom(record, OUTCOME, outcome, file, original);
        movePictures(images, record, file);
        write(record, OUTCOME, outcome);
        if (file == null) {
            files.write(record, new ByteArrayInputStream(original));
        } else if (!file.moveTo(record, files)) {
            file.copyTo(record, FileTime.fromMillis(outcome.getSettledAtMillis()), files);
        }
    }

    /**
     * @param file null if the request did not come as a file
     * @return whether its dead letter stays in the folder: all do, or no message takes it
     */
    public boolean keepsDeadLetter(TakenFile file) {
        return keepsDeadLetters || TakenFile.isVast(file);
    }

    /**
     * Puts a request and the reason why it failed into the folder of dead letters.
     *
     * @param file null if the request did not come as a file
     * @param message null if it was no message
     * @param original its bytes, as far as they were read
     * @param content the same, and what is written if the request was no file
     * @param images the pictures that came with it, which go first; null if it was not looked for them
     */
    public void deadLetter(
            Source source,
            Outcome outcome,
            TakenFile file,
            InboundMessage message,
            Object original,
            InputStream content,
            ImageWork images)
            throws IOException {
        Path record = deadLetters.resolve(source.recordName());
        makeRoom(record, REASON, outcome, file, original);
        movePictures(images, record, file);
        if (file != null) {
            moveDeadLetter(record, outcome, file);
            return;
        }
        files.write(record, content, FileTime.fromMillis(outcome.getSettledAtMillis()));
        if (message != null && source.isMessage()) {
            write(record, MESSAGE, message.envelope());
        }
        write(record, REASON, outcome);
    }

    /** Also where the dead letter itself goes elsewhere: they are found here when it is put back. */
    public void keepPictures(Source source, TakenFile file, ImageWork images) throws IOException {
        movePictures(images, deadLetters.resolve(source.recordName()), file);
    }

    private void movePictures(ImageWork images, Path record, TakenFile file) throws IOException {
        if (images != null && file != null) {
            pictures.move(images.files(), record, file.path());
        }
    }

    private void moveDeadLetter(Path record, Outcome outcome, TakenFile file) throws IOException {
        // The journal knows this time, and by it the file, should it be put back.
        FileTime settled = FileTime.fromMillis(outcome.getSettledAtMillis());
        write(record, REASON, outcome);
        if (!file.moveTo(record, settled, files)) {
            if (TakenFile.isVast(file)) {
                write(record, REASON, json.<ObjectNode>valueToTree(outcome).put("kept", file.whatIsCopied()));
            }
            file.copyTo(record, settled, files);
        }
    }

    /**
     * Moves a folder, a link or a device into the folder of dead letters, its reason first.
     *
     * @throws IOException if it can't be moved, for example to another file system; it stays, and there is no dead letter
     */
    void stray(Path stray, Source source, Outcome outcome) throws IOException {
        Path record = deadLetters.resolve(source.recordName());
        if (RegularFiles.exists(record) || !isOfThis(record, REASON, outcome, null, stray)) {
            moveAside(record, REASON);
        }
        write(record, REASON, outcome);
        try {
            files.move(stray, record);
        } catch (IOException stays) {
            files.delete(record.resolveSibling(record.getFileName() + REASON));
            throw stays;
        }
    }

    private void write(Path record, String ending, Object content) throws IOException {
        files.write(
                record.resolveSibling(record.getFileName() + ending),
                new ByteArrayInputStream(json.writeValueAsBytes(content)));
    }

    /** Moves aside what was written of another request of this name, all of it with one time. */
    private void makeRoom(Path record, String ending, Outcome outcome, TakenFile file, Object original)
            throws IOException {
        if (isOfThis(record, ending, outcome, file, original)) {
            return;
        }
        moveAside(record, ending);
    }

    private void moveAside(Path record, String ending) throws IOException {
        String stamp = files.stamp();
        for (String part : new String[] {"", MESSAGE, ending, PictureFiles.FOLDER}) {
            files.moveAside(record.resolveSibling(record.getFileName() + part), stamp);
        }
    }

    /** A kill, or a full disk, may have left one of the two. */
    private boolean isOfThis(Path record, String ending, Outcome outcome, TakenFile file, Object original)
            throws IOException {
        Path explanation = record.resolveSibling(record.getFileName() + ending);
        boolean explained = RegularFiles.exists(explanation);
        return (!explained || tells(explanation, outcome.requestId()))
                && (!RegularFiles.exists(record) || isSame(record, file, original));
    }

    private static boolean isSame(Path record, TakenFile file, Object original) throws IOException {
        if (file != null) {
            return file.isAt(record) || file.isSameAs(record);
        }
        return original instanceof byte[] bytes && RegularFiles.isRegular(record) && RegularFiles.holds(record, bytes);
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
