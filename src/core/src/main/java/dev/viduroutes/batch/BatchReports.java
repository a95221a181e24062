package dev.viduroutes.batch;

import dev.viduroutes.disk.DurableFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the reports of batches. */
final class BatchReports {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.batch");

    private final BatchReaders readers;
    private final DurableFiles files;

    BatchReports(BatchReaders readers, DurableFiles files) {
        this.readers = readers;
        this.files = files;
    }

    /**
     * Goes on with the report that an earlier process left there, or begins it.
     *
     * @param growing where it grows; no other process may have it open
     * @param batch the batch, which stays as it is until the report is finished
     * @param name see {@link BatchReaders#open}
     */
    BatchReport open(Path growing, Path batch, String name, BatchFormat format) throws IOException {
        files.createFolder(growing.toAbsolutePath().getParent());
        BatchForm form = form(batch, name, format);
        GrowingReport.Batch rows = () -> readers.open(batch, name, format);
        try {
            return open(growing, form, rows, name);
        } catch (NotOurReportException other) {
            LOG.warn(
                    "report={} has other columns and is put aside; the journal tells again what became of its rows",
                    growing);
            files.moveAside(growing, files.stamp());
            return open(growing, form, rows, name);
        }
    }

    private BatchReport open(Path growing, BatchForm form, GrowingReport.Batch batch, String name) throws IOException {
        GrowingTable table = new GrowingTable(growing, form.table().separator());
        try {
            GrowingReport report = new GrowingReport(table, form, batch, name, files);
            files.syncFolder(growing.toAbsolutePath().getParent());
            return report;
        } catch (IOException | RuntimeException failure) {
            table.close();
            throw failure;
        }
    }

    private BatchForm form(Path batch, String name, BatchFormat format) throws IOException {
        try (BatchReader reader = readers.open(batch, name, format)) {
            return reader.form();
        }
    }
}
