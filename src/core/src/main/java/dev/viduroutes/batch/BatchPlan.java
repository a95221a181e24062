package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.account.AccountChoice;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.images.ImageWork;
import dev.viduroutes.images.Images;
import dev.viduroutes.journal.Journal;
import dev.viduroutes.journal.ReplayPreview;
import dev.viduroutes.money.Prices;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.polling.LearnedDurations;
import dev.viduroutes.polling.TaskKind;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.Documents;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.SpendingGate;
import dev.viduroutes.template.DocumentCompletion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Foretells what a batch or a request file would cost if it was dropped now, with the pictures beside it: read as the gateway reads
 * it, completed by template and defaults, checked with its pictures, and looked up in the journal. Sends nothing, and changes nothing.
 */
public final class BatchPlan {

    private static final int LONGEST_NAME = 200;

    private final BatchReaders readers;
    private final Documents documents;
    private final DocumentCompletion completion;
    private final Admission admission;
    private final Journal journal;
    private final Images images;
    private final LearnedDurations durations;
    private final AccountChoice accounts;
    private final Prices prices;
    private final SpendingGate spending;
    private final Settings settings;

    public BatchPlan(
            Settings settings,
            Documents documents,
            DocumentCompletion completion,
            Admission admission,
            Journal journal,
            Images images,
            LearnedDurations durations,
            AccountChoice accounts,
            SpendingGate spending) {
        this.accounts = accounts;
        this.spending = spending;
        this.settings = settings;
        this.documents = documents;
        this.completion = completion;
        this.admission = admission;
        this.journal = journal;
        this.images = images;
        this.durations = durations;
        prices = Prices.of(settings);
        readers = new BatchReaders(settings);
    }

    /**
     * @throws IOException if it, or a template, can't be read
     * @throws SQLException if the journal can't be asked
     */
    public PlanReport plan(Path file) throws IOException, SQLException {
        String name = file.getFileName().toString();
        Images pictures = images.ofPlan(settings.intake(), file.toAbsolutePath().getParent());
        PlanReport report = new PlanReport(settings.accounts(), prices, journal.countOpen(), spending.forecast());
        Source source = Source.ofFile(name, Files.getLastModifiedTime(file).toMillis());
        Optional<BatchFormat> format = BatchFormat.ofName(name);
        if (format.isPresent()) {
            addBatch(file, source, format.get(), pictures, report);
        } else if (name.toLowerCase(Locale.ROOT).endsWith(".json")) {
            addSingle(file, source, pictures, report);
        } else {
            report.wrong(Failure.invalid(List.of(new Problem(
                    "file name",
                    "\"" + SanitizedText.of(name, LONGEST_NAME) + "\"",
                    "it must end in .json for a request, and in .csv, .jsonl or .txt for a batch"))));
        }
        return report;
    }

    private void addSingle(Path file, Source source, Images pictures, PlanReport report)
            throws IOException, SQLException {
        try {
            byte[] document = documents.read(Files.newInputStream(file));
            addRequest(documents.parse(document), source, document, pictures, report);
        } catch (RequestRefusedException noRequest) {
            report.wrong(noRequest.failure());
        }
    }

    private void addBatch(Path file, Source batch, BatchFormat format, Images pictures, PlanReport report)
            throws IOException, SQLException {
        try (BatchReader rows = readers.open(file, batch.name(), format)) {
            Optional<BatchRow> next = rows.next();
            if (next.isEmpty()) {
                throw BatchRun.withoutRows();
            }
            for (; next.isPresent(); next = rows.next()) {
                BatchRow row = next.get();
                report.begin(row, rows.form());
                if (row.document().isEmpty()) {
                    report.wrong(Failure.invalid(row.problems()));
                } else {
                    JsonNode document = row.document().get();
                    Source source = Source.ofRow(batch, "", row.number(), row.key());
                    byte[] original = document.toString().getBytes(StandardCharsets.UTF_8);
                    addRequest(document, source, original, pictures, report);
                }
            }
        } catch (RequestRefusedException rest) {
            report.endsEarly(rest.failure());
        }
    }

    private void addRequest(JsonNode document, Source source, byte[] original, Images pictures, PlanReport report)
            throws IOException, SQLException {
        try {
            RequestDocument whole = completion.complete(document);
            ImageWork wanted = pictures.recall(pictures.wantedBy(whole, source, original));
            Optional<ImageWork> seen = seen(pictures, wanted, report);
            if (seen.isEmpty()) {
                return;
            }
            ImageWork found = seen.get();
            pictures.checkRefusal(found);
            Task task = admission.admit(whole, source, original, found.images());
            Optional<ReplayPreview> known = journal.preview(task);
            if (known.isPresent()) {
                addKnown(task, known.get(), report);
            } else if (task.request().isAdmissible()) {
                addNew(task, report);
            } else {
                report.wrong(Failure.invalid(task.request().problems()));
            }
        } catch (RequestRefusedException refused) {
            report.wrong(refused.failure());
        }
    }

    /** @return nothing if a bucket can't be asked now; the gateway would wait for it */
    private static Optional<ImageWork> seen(Images pictures, ImageWork wanted, PlanReport report) throws SQLException {
        try {
            return Optional.of(pictures.gatherAll(wanted));
        } catch (IOException away) {
            report.unknown("its picture can't be looked at, " + ErrorText.ofRootCause(away));
            return Optional.empty();
        }
    }

    private void addKnown(Task task, ReplayPreview known, PlanReport report) {
        switch (known.decision()) {
            case SUBMIT, FORCED, CHANGED -> addNew(task, report);
            case CONFLICT ->
                report.wrong(Failure.invalid(List.of(new Problem(
                        Column.REQUEST_ID, "known from another request", "it must be new, or the same request"))));
            default -> report.known();
        }
    }

    private void addNew(Task task, PlanReport report) {
        Request request = task.request();
        TaskKind kind = TaskKind.of(request);
        request.warnings().forEach(report::warn);
        Task chosen = task.at(accounts.preview(task));
        report.paid(chosen, accounts.candidates(chosen), durations.typical(kind), durations.knows(kind));
    }
}
