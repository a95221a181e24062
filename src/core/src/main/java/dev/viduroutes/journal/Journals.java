package dev.viduroutes.journal;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.outage.Outage;
import dev.viduroutes.outage.OutageSource;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.JournalSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.MonotonicClock;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal and the slots, in one database. */
public final class Journals implements StopListener, OutageSource, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");

    /**
     * @param url {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://…}
     * @param user empty for none
     * @param password empty for none
     * @param connectTimeout how long a statement waits for the database before it fails
     * @param lease how long a request stays with a process that gives no sign of life
     * @param retention how long the outcome of a settled request is kept
     * @param places concurrent tasks of the account that earlier versions know; the same on all nodes
     * @param accounts those that this process has
     */
    public record Options(
            String url,
            String user,
            String password,
            Duration connectTimeout,
            Duration lease,
            Duration retention,
            int places,
            Set<String> accounts) {

        /** Of the account that is the only one. */
        public Options(
                String url,
                String user,
                String password,
                Duration connectTimeout,
                Duration lease,
                Duration retention,
                int places) {
            this(url, user, password, connectTimeout, lease, retention, places, Set.of(AccountSettings.DEFAULT));
        }
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Database database;
    private final Journal journal;
    private final SlotTable slots;
    private final DurationTable durations;
    private final CallbackTable callbacks;
    private final RefusalTable refusals;
    private final BatchTable batches;
    private final ImageTable images;
    private final ChargeTable charges;
    private final CapEventTable capEvents;
    private final BalanceTable balances;
    private final MonotonicClock time;
    private final Housekeeping housekeeping;
    private final JournalClock clock;
    private final Owner self = Owner.current();

    private Journals(Database database, Options options, JournalClock clock) throws SQLException {
        this.database = database;
        this.clock = clock;
        time = new MonotonicClock(clock);
        Leases leases = new Leases(self, options.lease(), clock, System::nanoTime);
        journal = new Journal(database, leases, options.accounts());
        batches = new BatchTable(database, leases);
        callbacks = new CallbackTable(database, clock, self);
        refusals = refusals(AccountSettings.DEFAULT);
        images = new ImageTable(database, clock);
        charges = new ChargeTable(database);
        capEvents = new CapEventTable(database, clock);
        balances = new BalanceTable(database, clock);
        slots = slots(AccountSettings.DEFAULT, options.places());
        durations = new DurationTable(database, clock);
        housekeeping = new Housekeeping(
                journal, slots, refusals, batches, durations, clock, options.lease(), options.retention());
    }

    /**
     * Opens the database, and creates or migrates its tables.
     *
     * @param clock of this machine
     * @throws SQLException if that fails; the message names the setting
     */
    public static Journals open(Options options, InstantSource clock) throws SQLException {
        return on(open(options), options, database -> database.clock(clock));
    }

    /** Like {@link #open(Options, InstantSource)}, by this machine's clock whatever the database's machine says. */
    static Journals openByOwnClock(Options options, InstantSource clock) throws SQLException {
        return on(open(options), options, database -> JournalClock.of(clock));
    }

    private static Database open(Options options) throws SQLException {
        return Database.open(options.url(), options.user(), options.password(), options.connectTimeout());
    }

    private interface ClockOf {
        JournalClock clock(Database database) throws SQLException;
    }

    private static Journals on(Database database, Options options, ClockOf clocks) throws SQLException {
        try {
            return new Journals(database, options, clocks.clock(database));
        } catch (SQLException | RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    /** Opens what the settings say, or what the host has for it. */
    public static Journals of(Settings settings, HostBeans host, InstantSource clock) throws SQLException {
        JournalSettings journal = settings.journal();
        Options options = new Options(
                journal.url(),
                journal.user(),
                journal.password(),
                CONNECT_TIMEOUT,
                journal.lease(),
                journal.retention(),
                settings.limits().concurrentTasks(),
                settings.accounts().stream().map(AccountSettings::name).collect(Collectors.toSet()));
        Journals journals = open(journal, settings, options, host, clock);
        journals.journal().tellOfOtherAccounts();
        return journals;
    }

    private static Journals open(
            JournalSettings journal, Settings settings, Options options, HostBeans host, InstantSource clock)
            throws SQLException {
        Optional<HostDatabase> given = HostDatabase.of(journal, host);
        if (given.isEmpty() && ConnectionPool.isSqlite(journal.url())) {
            SqliteNativeLibrary.load(settings.places().tmp());
        }
        return given.isEmpty()
                ? open(options, clock)
                : on(given.get().open(CONNECT_TIMEOUT), options, database -> database.clock(clock));
    }

    /** @return what all processes that share the journal take for now; it never goes back */
    public InstantSource time() {
        return time;
    }

    public Journal journal() {
        return journal;
    }

    /** @return those of the account that earlier versions know; what ends slots here, ends those of all accounts */
    public SlotTable slots() {
        return slots;
    }

    /** @param places the account's concurrent tasks; the same on all nodes */
    SlotTable slots(String account, int places) throws SQLException {
        return new SlotTable(database, account, places, clock, self);
    }

    public CallbackTable callbacks() {
        return callbacks;
    }

    public WithdrawalTable withdrawals() {
        return journal.withdrawals();
    }

    public PauseTable pauses() {
        return journal.pauses();
    }

    RefusalTable refusals(String account) {
        return new RefusalTable(database, clock, account);
    }

    public BatchTable batches() {
        return batches;
    }

    public ImageTable images() {
        return images;
    }

    public BalanceTable balances() {
        return balances;
    }

    public ChargeTable charges() {
        return charges;
    }

    public CapEventTable capEvents() {
        return capEvents;
    }

    CapRaiseTable capRaises() {
        return new CapRaiseTable(database, clock);
    }

    public Housekeeping housekeeping() {
        return housekeeping;
    }

    /** @return for how long the database has been away, as far as was noticed; nothing if it is there */
    public Optional<Duration> awayFor() {
        return database.awayFor();
    }

    /** @return how often the database was asked or told something, transactions as one */
    public long statements() {
        return database.availability().statements();
    }

    /** @return how long that took, all in all */
    public long statementNanos() {
        return database.availability().statementNanos();
    }

    @Override
    public List<Outage> outages() {
        return database.outage().stream().toList();
    }

    /** @return what this process is called where the journal says who works on a request */
    public String worker() {
        return self.toString();
    }

    /** A database that hangs holds up no stop: each request whose wait ends would wait for it, one after the other. */
    @Override
    public void beforeWaitsEnd(CamelContext context) {
        database.failFast();
    }

    /** Lets go of every request, so that whoever brings it next need not wait, and closes the database. */
    @Override
    public void close() {
        if (database.isClosed()) {
            return;
        }
        try {
            journal.releaseAll();
            batches.releaseAll();
        } catch (SQLException unreachable) {
            LOG.warn(
                    "the journal's requests are not released, they wait for their lease: {}",
                    ErrorText.ofRootCause(unreachable));
        } finally {
            database.close();
        }
    }

    DurationTable durations() {
        return durations;
    }

    Database database() {
        return database;
    }
}
