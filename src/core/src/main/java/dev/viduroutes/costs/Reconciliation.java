package dev.viduroutes.costs;

import dev.viduroutes.costs.Finding.Side;
import dev.viduroutes.journal.LedgerReader;
import dev.viduroutes.journal.ScratchDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares an invoice with the charges of the journal, task by task. Both may be larger than memory. Which charges must be on it,
 * days tell; those of other days are known all the same.
 */
public final class Reconciliation {

    private final Path invoice;
    private final InvoiceOptions options;
    private final ZoneId zone;
    private final InstantSource time;
    private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
    private boolean hasSeconds;
    private boolean hasAmounts;
    private long lines;
    private long linesWithoutTask;
    private long linesWithoutDay;
    private String firstUnread = "";
    private long amountWithoutTask;
    private BigDecimal seconds = BigDecimal.ZERO;
    private BigDecimal amount = BigDecimal.ZERO;
    private String firstDay = "";
    private String lastDay = "";

    /**
     * Which charges must be on the invoice.
     *
     * @param from the first day; if it is missing, the first one of the invoice
     * @param to the last day; if it is missing, the last one of the invoice
     * @param account whose invoice it is; empty for all of them
     */
    public record Scope(Optional<LocalDate> from, Optional<LocalDate> to, String account) {}

    /** The charges of a journal, each as it is now. */
    public interface Charges {
        void forEach(LedgerReader.ChargeListener listener) throws SQLException;
    }

    /** @param zone in which days begin */
    public Reconciliation(Path invoice, InvoiceOptions options, ZoneId zone) {
        this(invoice, options, zone, InstantSource.system());
    }

    Reconciliation(Path invoice, InvoiceOptions options, ZoneId zone, InstantSource time) {
        this.time = time;
        this.invoice = invoice;
        this.options = options;
        this.zone = zone;
    }

    /**
     * To be called once.
     *
     * @param charges all of them, of whatever day
     * @param tmp folder for what does not fit into memory
     * @param findings hears of each finding, also of what matches, once the whole invoice was read
     * @throws InvoiceException if the invoice can't be read as one
     * @throws SQLException if the journal can't be asked
     */
    public ReconciliationSummary run(Charges charges, Scope scope, Path tmp, FindingListener findings)
            throws IOException, SQLException {
        try (ScratchDatabase scratch = ScratchDatabase.in(tmp)) {
            ComparedTables tables = new ComparedTables(scratch.connection());
            read(tables);
            checkDays(scope);
            LocalDate from = day(scope.from(), firstDay);
            LocalDate to = day(scope.to(), lastDay);
            String first = from.toString();
            String last = to.toString();
            charges.forEach(charge -> tables.add(
                    charge,
                    charge.day().compareTo(first) >= 0
                            && charge.day().compareTo(last) <= 0
                            && (scope.account().isEmpty() || scope.account().equals(charge.account()))));
            tables.flush();
            Proposals proposals = new Proposals(hasSeconds, hasAmounts, complete(scope));
            tables.forEach(row -> tell(finding(row, tables, proposals), findings));
            return new ReconciliationSummary(
                    from,
                    to,
                    counts,
                    lines,
                    linesWithoutTask,
                    InvoiceNumber.exact(amountWithoutTask),
                    linesWithoutDay,
                    firstUnread,
                    seconds,
                    amount);
        }
    }

    private Optional<CompleteDays> complete(Scope scope) {
        LocalDate today = LocalDate.ofInstant(time.instant(), zone);
        return scope.from().flatMap(from -> scope.to().map(to -> new CompleteDays(from, to, today)));
    }

    private void read(ComparedTables tables) throws IOException, SQLException {
        try (InvoiceReader reader = InvoiceReader.open(invoice, options, zone)) {
            hasSeconds = reader.hasSeconds();
            hasAmounts = reader.hasAmounts();
            for (Optional<InvoiceLine> line = reader.next(); line.isPresent(); line = reader.next()) {
                lines++;
                add(line.get(), tables);
            }
        }
        tables.flush();
        tables.check();
    }

    private void add(InvoiceLine line, ComparedTables tables) throws SQLException, InvoiceException {
        if (!line.unread().isEmpty()) {
            firstUnread = linesWithoutDay++ == 0 ? line.unread() : firstUnread;
        }
        if (line.taskId().isEmpty()) {
            linesWithoutTask += line.seconds() != 0 || line.amount() != 0 ? 1 : 0;
            amountWithoutTask = sum(amountWithoutTask, line.amount());
            return;
        }
        if (!line.day().isEmpty()) {
            firstDay = firstDay.isEmpty() || line.day().compareTo(firstDay) < 0 ? line.day() : firstDay;
            lastDay = line.day().compareTo(lastDay) > 0 ? line.day() : lastDay;
        }
        seconds = seconds.add(InvoiceNumber.exact(line.seconds()));
        amount = amount.add(InvoiceNumber.exact(line.amount()));
        tables.add(line);
    }

    private static long sum(long one, long other) throws InvoiceException {
        try {
            return Math.addExact(one, other);
        } catch (ArithmeticException tooMuch) {
            throw new InvoiceException("its lines without a task come to more than can be counted");
        }
    }

    /** Of which days an invoice is must not be told by some of its lines. */
    private void checkDays(Scope scope) throws InvoiceException {
        if (linesWithoutDay > 0 && (scope.from().isEmpty() || scope.to().isEmpty())) {
            throw new InvoiceException(linesWithoutDay + " of its " + lines
                    + " lines have a time that can't be read, first "
                    + firstUnread + "; it must be a day or a time as 2026-11-30 or 2026-11-30T10:00:00Z, or seconds or"
                    + " milliseconds since 1970. Tell the days that it is of, by --from and --to, or name another column by"
                    + " --time-column");
        }
    }

    private static LocalDate day(Optional<LocalDate> told, String ofInvoice) throws InvoiceException {
        if (told.isEmpty() && ofInvoice.isEmpty()) {
            throw new InvoiceException(
                    "it has no times that are known as such; tell the days that it is of, by --from and"
                            + " --to, or name their column by --time-column");
        }
        return told.orElseGet(() -> LocalDate.parse(ofInvoice));
    }

    private void tell(Finding finding, FindingListener findings) throws IOException, SQLException {
        counts.merge(finding.kind(), 1L, Long::sum);
        findings.found(finding);
    }

    private Finding finding(ResultSet row, ComparedTables tables, Proposals proposals) throws SQLException {
        Optional<Side> here = side(row, "c_");
        Optional<Side> invoiced = row.getString("i_task") == null ? Optional.empty() : side(row, "i_");
        boolean isTask = here.isPresent() && !row.getString("c_task").isEmpty();
        FindingKind kind = kind(here, invoiced, row.getString("c_state"));
        Proposal proposal = Proposal.NONE;
        if (isTask) {
            ComparedCharge charge = ComparedCharge.of(row);
            proposal = proposals.of(charge, invoiced, lines(row));
            kind = proposals.isSettled(charge, invoiced) ? FindingKind.MATCHED : kind;
            proposal = kind == FindingKind.MATCHED ? Proposal.NONE : proposal;
        }
        String day = text(row, here.isPresent() ? "c_day" : "i_day");
        List<String> candidates =
                kind == FindingKind.UNKNOWN ? tables.candidates(row.getLong("i_seconds"), day) : List.of();
        return new Finding(
                kind,
                text(row, invoiced.isPresent() ? "i_task" : "c_task"),
                text(row, "c_request"),
                day,
                here,
                invoiced,
                proposal,
                candidates);
    }

    private static InvoiceLines lines(ResultSet row) throws SQLException {
        return new InvoiceLines(row.getInt("i_back") == 1, row.getInt("i_incomplete") == 1);
    }

    private static Optional<Side> side(ResultSet row, String of) throws SQLException {
        return row.getString(of + "task") == null
                ? Optional.empty()
                : Optional.of(new Side(
                        InvoiceNumber.exact(row.getLong(of + "seconds")),
                        InvoiceNumber.exact(row.getLong(of + "amount")),
                        row.getString(of + "currency")));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private FindingKind kind(Optional<Side> here, Optional<Side> invoiced, String state) {
        if (here.isEmpty()) {
            return FindingKind.UNKNOWN;
        } else if (state.equals("UNANSWERED")) {
            return FindingKind.UNANSWERED;
        } else if (invoiced.isEmpty()) {
            return state.equals("CHARGED") ? FindingKind.MISSING : FindingKind.NOT_BILLED;
        }
        boolean doubtful = state.equals("DOUBTFUL") || state.equals("RESERVED");
        if (doubtful && isNothing(invoiced.get())) {
            return FindingKind.NOT_BILLED;
        } else if (!isSame(here.get(), invoiced.get())) {
            return doubtful && isWithin(here.get(), invoiced.get()) ? FindingKind.BILLED : FindingKind.DIFFERENT;
        }
        return doubtful ? FindingKind.BILLED : FindingKind.MATCHED;
    }

    private static boolean isNothing(Side side) {
        return side.seconds().signum() == 0 && side.amount().signum() == 0;
    }

    /** What is doubtful counts at the most that it may cost, so that less of it is no difference. */
    private boolean isWithin(Side here, Side invoiced) {
        boolean priced = hasAmounts && !here.currency().isEmpty();
        boolean sameCurrency =
                invoiced.currency().isEmpty() || invoiced.currency().equals(here.currency());
        return (!hasSeconds || isWithin(here.seconds(), invoiced.seconds()))
                && (!priced || sameCurrency && isWithin(here.amount(), invoiced.amount()));
    }

    private static boolean isWithin(BigDecimal most, BigDecimal billed) {
        return billed.signum() > 0 && billed.compareTo(most) <= 0;
    }

    /** Compared is what both have. */
    private boolean isSame(Side here, Side invoiced) {
        boolean sameSeconds = !hasSeconds || here.seconds().compareTo(invoiced.seconds()) == 0;
        boolean priced = hasAmounts && !here.currency().isEmpty();
        boolean sameCurrency =
                invoiced.currency().isEmpty() || invoiced.currency().equals(here.currency());
        boolean sameAmount = !priced || sameCurrency && here.amount().compareTo(invoiced.amount()) == 0;
        return sameSeconds && sameAmount;
    }
}
