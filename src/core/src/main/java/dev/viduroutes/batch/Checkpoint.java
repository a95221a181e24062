package dev.viduroutes.batch;

import dev.viduroutes.disk.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The file in which the report of a batch grows while the batch runs, and beside it, hidden, one that says which batch that is: a
 * report of another batch of the same name is no checkpoint of this one.
 */
final class Checkpoint {

    private static final String ENDING = ".report.csv";
    private static final String FINISHING = " finishing";

    private final Path path;
    private final Path owner;
    private final String id;
    private final DurableFiles files;

    /** @param folder where the reports of running batches are */
    Checkpoint(Path folder, Batch batch, DurableFiles files) {
        path = folder.resolve(batch.reportName() + ENDING);
        owner = folder.resolve("." + batch.reportName() + ".batch");
        id = batch.id();
        this.files = files;
    }

    /** Makes sure that what lies there is of this batch: another one's is moved aside, and what was being finished is written anew. */
    void claim() throws IOException {
        files.createFolder(path.getParent());
        String found = owner();
        if (found.equals(id)) {
            return;
        }
        if (found.equals(id + FINISHING)) {
            // Its rows are told again by the journal; nobody knows whether the batch came again since.
            files.delete(path);
            return;
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            files.moveAside(path, files.stamp());
        }
        write(id);
    }

    Path path() {
        return path;
    }

    /** @return whether what lies where the finished report goes is this batch's, of a process that was killed */
    boolean isFinishing() throws IOException {
        return owner().equals(id + FINISHING);
    }

    /** From now on this batch writes to where the finished report goes. */
    void finishing() throws IOException {
        write(id + FINISHING);
    }

    /** The finished report is safe elsewhere. */
    void remove() throws IOException {
        files.delete(path);
        files.delete(owner);
    }

    private void write(String text) throws IOException {
        files.write(owner, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String owner() throws IOException {
        try {
            return Files.readString(owner, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        }
    }
}
