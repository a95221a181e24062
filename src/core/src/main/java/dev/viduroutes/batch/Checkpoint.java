package dev.viduroutes.batch;

import dev.viduroutes.disk.DurableFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The file in which the report of a batch grows while the batch runs, and beside it, hidden, one that says which batch that is: a
 * report of another batch of the same name is no checkpoint of this one.
 */
final class Checkpoint {

    private static final String ENDING = ".report.csv";
    private static final String FINISHING = " finishing ";

    private final Path path;
    private final Path owner;
    private final String id;
    private final String finishing;
    private final DurableFiles files;

    /** Knows the batches that are under way, in whatever process. */
    interface UnderWay {

        boolean has(String batchId) throws SQLException;
    }

    private Checkpoint(Path folder, String name, Batch batch, DurableFiles files) {
        path = folder.resolve(name + ENDING);
        owner = folder.resolve("." + name + ".batch");
        id = batch.id();
        finishing = id + FINISHING + batch.source().stamp();
        this.files = files;
    }

    /**
     * Finds the place of a batch, and makes sure that what lies there is of this batch. It is named as the batch is; beside another one
     * of that name, which came from elsewhere and is under way, also by the beginning of its id.
     *
     * @param folder where the reports of running batches are
     */
    static Checkpoint claim(Path folder, Batch batch, DurableFiles files, UnderWay others)
            throws IOException, SQLException {
        files.createFolder(folder);
        Checkpoint byName = new Checkpoint(folder, batch.reportName(), batch, files);
        Checkpoint byId = new Checkpoint(folder, batch.reportName() + "-" + batch.shortId(), batch, files);
        boolean taken = !byName.isOurs() && others.has(byName.ownerId());
        Checkpoint place = taken || byId.isOurs() ? byId : byName;
        place.prepare();
        return place;
    }

    private void prepare() throws IOException {
        String found = owner();
        if (found.equals(id) || found.equals(finishing)) {
            takeOver();
            return;
        }
        if (isOurs()) {
            // It was told, and came again since: what failed then may be another thing now.
            files.delete(path);
        } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            files.moveAside(path, files.stamp());
        }
        own(found);
    }

    /** Two processes that come at once must not both find the place free. */
    private void own(String found) throws IOException {
        if (found.isEmpty()) {
            files.create(owner, content(id), FileTime.from(Instant.now()));
        } else {
            files.write(owner, content(id));
        }
    }

    /** A process that stands still, and believes that it still works on the batch, adds to what it has open: that is another file now. */
    private void takeOver() throws IOException {
        try (FileChannel content = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            files.copy(content, Long.MAX_VALUE, path, Files.getLastModifiedTime(path));
        } catch (NoSuchFileException none) {
            // It begins anew.
        }
    }

    Path path() {
        return path;
    }

    /** @return whether what lies where the finished report goes is this batch's, of a process that was killed */
    boolean isFinishing() throws IOException {
        return owner().equals(finishing);
    }

    /** From now on this batch writes to where the finished report goes. */
    void finishing() throws IOException {
        files.write(owner, content(finishing));
    }

    /** The finished report is safe elsewhere. */
    void remove() throws IOException {
        if (isOurs()) {
            files.delete(path);
            files.delete(owner);
        }
    }

    private boolean isOurs() throws IOException {
        return ownerId().equals(id);
    }

    private String ownerId() throws IOException {
        return owner().split(" ", 2)[0];
    }

    private String owner() throws IOException {
        try {
            return Files.readString(owner, StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    private static ByteArrayInputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
