package dev.viduroutes.batch;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.intake.PictureFiles;
import dev.viduroutes.intake.TakenFile;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Writes what became of batches as files: report, failed rows, and last the batch itself, which only then has left its source. What
 * is there under the same names of another batch is moved aside; what this batch wrote before a kill is written again.
 */
final class BatchResults {

    private static final String REPORT = ".report.csv";
    private static final String FAILED = ".failed";

    private final Path done;
    private final Path elsewhere;
    private final DurableFiles files;
    private final PictureFiles pictures;

    /**
     * @param report where it is
     * @param pictures that the rows name
     */
    record Written(Path report, RowPictures pictures) {}

    BatchResults(Settings settings, DurableFiles files) {
        done = settings.intake().done();
        elsewhere = settings.batches().directory().resolve("done");
        this.files = files;
        pictures = new PictureFiles(settings, files);
    }

    /** @param file null if the batch did not come as a file */
    Written write(OpenBatch open, TakenFile file) throws IOException {
        Path record = record(open.batch(), file);
        Path report = beside(record, REPORT);
        Path failed = beside(record, FAILED + open.batch().file().format().ending());
        files.createFolder(record.toAbsolutePath().getParent());
        if (!isOfThis(open, record, file)) {
            String stamp = files.stamp();
            for (Path earlier : new Path[] {record, report, failed, beside(record, PictureFiles.FOLDER)}) {
                files.moveAside(earlier, stamp);
            }
            open.checkpoint().finishing();
        }
        return new Written(report, open.report().finish(report, failed));
    }

    /** The batch leaves its source, its pictures first. */
    void moveAway(OpenBatch open, TakenFile file, RowPictures named) throws IOException {
        if (file != null) {
            Path record = record(open.batch(), file);
            pictures.batchDone(record, file, named.ofStored(), named.ofFailed());
            file.moveWholeTo(record, files);
        }
    }

    private Path record(Batch batch, TakenFile file) {
        return (file == null ? elsewhere : done).resolve(batch.recordName());
    }

    private static Path beside(Path record, String ending) {
        return record.resolveSibling(record.getFileName() + ending);
    }

    private static boolean isOfThis(OpenBatch open, Path record, TakenFile file) throws IOException {
        return open.checkpoint().isFinishing()
                && (!Files.exists(record, LinkOption.NOFOLLOW_LINKS) || TakenFile.isAt(file, record));
    }
}
