package dev.viduroutes.replay;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.images.ImageWork;
import dev.viduroutes.journal.ImageTable;
import dev.viduroutes.journal.Journal;
import dev.viduroutes.journal.ReplayDecision;
import dev.viduroutes.journal.ReplayPreview;
import dev.viduroutes.money.Prices;
import dev.viduroutes.request.Admission;
import dev.viduroutes.request.Documents;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.RequestDocument;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.template.DocumentCompletion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Foretells what happens to a dead letter that is put back, from its content and from the journal, changing nothing. */
public final class ReplayPlanner {

    /** Contract: result URLs live 24 hours. */
    private static final Duration RESULT_LIFE = Duration.ofHours(24);

    private static final String CHANGED = "its content was refused, and was changed since";
    private static final String FLAGGED =
            "the API refused its content, and the vendor suspends accounts that submit again"
                    + " what it flagged; change it, or --force submits it unchanged";

    private final Documents documents;
    private final DocumentCompletion completion;
    private final Admission admission;
    private final Journal journal;
    private final ImageTable images;
    private final InstantSource clock;
    private final Prices prices;
    private final List<AccountSettings> accounts;

    /** @param settings which tell prices and accounts */
    public ReplayPlanner(
            Settings settings,
            Documents documents,
            DocumentCompletion completion,
            Admission admission,
            Journal journal,
            ImageTable images,
            InstantSource clock) {
        this.documents = documents;
        this.completion = completion;
        this.admission = admission;
        this.journal = journal;
        this.images = images;
        this.clock = clock;
        prices = Prices.of(settings);
        accounts = settings.accounts();
    }

    Prices prices() {
        return prices;
    }

    ReplayPlan plan(DeadLetter deadLetter, boolean force) throws SQLException, IOException {
        Task admitted;
        try {
            admitted = admit(deadLetter);
        } catch (RequestRefusedException refused) {
            return correctFirst(refused.failure().message());
        }
        Request request = admitted.request();
        Optional<ReplayPreview> known = journal.preview(admitted);
        ReplayPlan plan = known.isPresent()
                ? known(known.get(), deadLetter, request.seconds(), force)
                : unknown(deadLetter, admitted, force);
        return request.isAdmissible() || known.isPresent() && !plan.isToSubmit()
                ? plan.costing(plan.isToSubmit() ? atMost(request) : BigDecimal.ZERO)
                : correctFirst(Failure.invalid(request.problems()).message());
    }

    /** Nobody knows yet which of the accounts makes it that may. */
    private BigDecimal atMost(Request request) {
        return accounts.stream()
                .filter(account -> account.takes(request.provider()))
                .filter(account ->
                        request.account().isEmpty() || request.account().equals(account.name()))
                .flatMap(account -> request.price(prices, account.name()).stream())
                .map(price -> price.quote(request.seconds()))
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
    }

    /** @return what changes with the dead letter, with its end, and with whoever owns its request */
    String mark(DeadLetter deadLetter) throws SQLException, IOException {
        return String.join(
                " ",
                deadLetter.requestId(),
                deadLetter.stamp(),
                Long.toString(deadLetter.reason().getSettledAtMillis()),
                request(deadLetter));
    }

    private String request(DeadLetter deadLetter) throws SQLException, IOException {
        try {
            Task admitted = admit(deadLetter);
            String state = journal.preview(admitted)
                    .map(known -> known.epoch() + " " + known.state())
                    .orElse("-");
            return admitted.request().fingerprint() + " " + state;
        } catch (RequestRefusedException refused) {
            return "-";
        }
    }

    private static ReplayPlan correctFirst(String why) {
        return ReplayPlan.skip("correct it first: " + why);
    }

    /**
     * Asked of dead letters that stay where they are.
     *
     * @return whether the journal has gone beyond this end: it was put back since
     */
    boolean isDone(DeadLetter deadLetter) throws SQLException, IOException {
        try {
            return journal.preview(admit(deadLetter))
                    .filter(known -> known.decision() != ReplayDecision.CONFLICT)
                    .filter(known -> known.outcome()
                            .filter(deadLetter.reason()::isSameEnd)
                            .isEmpty())
                    .isPresent();
        } catch (RequestRefusedException notAsItIs) {
            return false;
        }
    }

    /** The intake will read the same. */
    private Task admit(DeadLetter deadLetter) throws SQLException, IOException {
        Object content = deadLetter.content().orElseThrow(documents::tooLarge);
        byte[] bytes = content instanceof byte[] raw ? raw : content.toString().getBytes(StandardCharsets.UTF_8);
        byte[] original = documents.read(new ByteArrayInputStream(bytes));
        RequestDocument document = completion.complete(documents.parse(original));
        Source source = source(deadLetter);
        // The pictures that it was asked with, wherever they are by now.
        List<String> asked = ImageWork.recalled(document, source, images.of(deadLetter.requestId()));
        return admission.admit(document, source, original, asked);
    }

    private static Source source(DeadLetter deadLetter) {
        Source first = deadLetter.reason().source();
        return first.isMessage()
                ? Source.ofMessage(first.kind(), "", deadLetter.requestId())
                : new Source(first.kind(), first.name(), deadLetter.stamp());
    }

    private ReplayPlan known(ReplayPreview known, DeadLetter deadLetter, int seconds, boolean force) {
        return switch (known.decision()) {
            case SUBMIT -> ReplayPlan.submit(seconds, "it cost nothing so far");
            case CHANGED -> ReplayPlan.submit(seconds, CHANGED);
            case FORCED -> ReplayPlan.forcePerhapsPaid(seconds, "it was forced before");
            case REPORT -> ReplayPlan.free(ReplayPlan.Act.REPORT, "it is stored; the same outcome is reported again");
            case RESUME -> goOn(known, seconds);
            case CONFLICT -> ReplayPlan.skip("its id belongs to another request; give it a new request_id");
            case FETCH ->
                force && isGone(known.outcome().orElseThrow())
                        ? force(known, deadLetter, seconds, "the API keeps results for 24 hours only")
                        : ReplayPlan.free(ReplayPlan.Act.FETCH, "the API is asked for the video of " + known.taskId());
            case FLAGGED ->
                force
                        ? force(
                                known,
                                deadLetter,
                                ReplayPlan.force(seconds, "unchanged, and the API refused its content"))
                        : ReplayPlan.skip(FLAGGED);
            case DOUBTFUL ->
                force
                        ? force(known, deadLetter, seconds, "a task may exist, or have been billed")
                        : ReplayPlan.skip("it may have cost money; only --force submits it again");
        };
    }

    private static ReplayPlan goOn(ReplayPreview known, int seconds) {
        boolean unpaid = known.state() == TaskState.RECEIVED;
        return unpaid
                ? ReplayPlan.submit(seconds, "it is under way, and not submitted yet")
                : ReplayPlan.free(ReplayPlan.Act.GO_ON, "it is under way: " + known.state());
    }

    private static ReplayPlan force(ReplayPreview known, DeadLetter deadLetter, int seconds, String why) {
        return force(known, deadLetter, ReplayPlan.forcePerhapsPaid(seconds, why));
    }

    /** A dead letter of an earlier end is left over from an interrupted replay: what is decided is decided on the last one. */
    private static ReplayPlan force(ReplayPreview known, DeadLetter deadLetter, ReplayPlan decided) {
        return known.outcome().filter(deadLetter.reason()::isSameEnd).isPresent()
                ? decided
                : ReplayPlan.free(ReplayPlan.Act.REPORT, "a later dead letter of it exists; look at that one");
    }

    private boolean isGone(Outcome outcome) {
        Instant end = outcome.timings().endedAt().orElse(outcome.timings().settledAt());
        return end.plus(RESULT_LIFE).isBefore(clock.instant());
    }

    /** It never reached the journal, was changed, or was pruned: then only its reason tells what it cost. */
    private ReplayPlan unknown(DeadLetter deadLetter, Task admitted, boolean force) throws SQLException {
        int seconds = admitted.request().seconds();
        Optional<Failure> failure = deadLetter.reason().failure();
        if (journal.wasChanged(deadLetter.requestId(), admitted)) {
            return ReplayPlan.submit(seconds, CHANGED);
        } else if (!force
                && failure.filter(why -> why.kind() == FailureClass.CONTENT).isPresent()) {
            return ReplayPlan.skip("the journal does not know it, so it may be unchanged: " + FLAGGED);
        } else if (failure.filter(why -> why.billing() == Billing.NONE).isPresent()) {
            return ReplayPlan.submit(seconds, "it was never submitted");
        }
        return force
                ? ReplayPlan.submit(seconds, "the journal does not know it; perhaps a second bill")
                : ReplayPlan.skip(
                        "it may have cost money, and the journal does not know it: it was changed, or settled long"
                                + " ago; only --force submits it");
    }
}
