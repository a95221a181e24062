package dev.viduroutes.live;

import dev.viduroutes.journal.Journals;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.CallKind;
import dev.viduroutes.limits.CallListener;
import dev.viduroutes.limits.SubmitGate;
import dev.viduroutes.outage.Outage;
import dev.viduroutes.outage.OutageSource;
import dev.viduroutes.pause.Pause;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.polling.LearnedDurations;
import dev.viduroutes.polling.TaskKind;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskListener;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.SpendingClock;
import dev.viduroutes.spending.SpendingGate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.camel.spi.Registry;

/**
 * How it is in this process now, for people who look. It hears of calls and steps, keeps little of each, and asks the others only when
 * somebody looks: what they answer is a copy. The journal, for what other processes do, is asked once in two seconds at most, and what
 * memory knows is told while it is away. Thread-safe; no thread of its own.
 */
public final class LiveView implements TaskListener, CallListener {

    /** More than there are places; only what went away without an end could add up. */
    private static final int MOST_TASKS = 10_000;

    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final Settings settings;
    private final Registry beans;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final JournalNowReader reader;
    private final ReentrantLock asking = new ReentrantLock();
    private final Map<String, CallRing> rings = new LinkedHashMap<>();
    private final Map<String, RecordedTask> open = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RecordedTask> eldest) {
            boolean full = size() > MOST_TASKS;
            if (full) {
                count(eldest.getValue(), -1);
            }
            return full;
        }
    };

    private int toSubmit;
    private volatile Optional<JournalNow> journal = Optional.empty();
    private volatile long askedNanos;
    private volatile boolean asked;

    /**
     * @param beans of the gateway, which may be made later than this
     * @param journal closed with the gateway by whoever opened it
     */
    public LiveView(Settings settings, Registry beans, ReadOnlyJournal journal, InstantSource clock) {
        this(settings, beans, journal, clock, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    LiveView(Settings settings, Registry beans, ReadOnlyJournal journal, InstantSource clock, LongSupplier nanos) {
        this.settings = settings;
        this.beans = beans;
        this.clock = clock;
        this.nanos = nanos;
        reader = new JournalNowReader(journal, settings, clock, this::today);
        Instant now = clock.instant();
        settings.accounts()
                .forEach(account ->
                        rings.put(account.name(), new CallRing(account.limits().window(), now)));
    }

    /** As caps count it, which may be the API's day and not that of this machine. */
    private LocalDate today() {
        return LocalDate.parse(bean("viduSpendingClock", SpendingClock.class).day());
    }

    @Override
    public void calling(CallKind kind, String account) {
        rings.get(account).called(kind, clock.instant(), nanos.getAsLong());
    }

    @Override
    public void refused(CallKind kind, String account) {
        rings.get(account).refused(clock.instant());
    }

    @Override
    public void stepped(Task task) {
        if (task.isOpen()) {
            RecordedTask seen = seen(task);
            synchronized (open) {
                count(open.put(seen.requestId(), seen), -1);
                count(seen, 1);
            }
        } else {
            forget(task.request().id());
        }
    }

    @Override
    public void settled(Outcome outcome) {
        forget(outcome.requestId());
    }

    private void forget(String requestId) {
        synchronized (open) {
            count(open.remove(requestId), -1);
        }
    }

    /** Whose turn it is at which account changes; all count together, at the first one. */
    private void count(RecordedTask task, int more) {
        if (task != null && task.isToSubmit()) {
            toSubmit += more;
            rings.values().iterator().next().waiting(toSubmit, clock.instant());
        }
    }

    private RecordedTask seen(Task task) {
        Request request = task.request();
        return new RecordedTask(
                request.id(),
                task.id(),
                task.account(),
                request.project(),
                request.source().kind(),
                request.source().recordName(),
                TaskKind.of(request),
                request.mode(),
                task.submits(),
                task.state(),
                request.receivedAt(),
                since(task),
                task.trouble(),
                "");
    }

    /** Each look for a task of an uncertain submit is a step, too, and makes it no younger. */
    private Instant since(Task task) {
        return switch (task.state()) {
            case RUNNING -> task.acceptedAt();
            case UNCERTAIN -> task.history().uncertainSince();
            default -> clock.instant();
        };
    }

    /**
     * @param account whose calls; empty for those of all
     * @param span how far back, an hour at most
     * @return second by second, the first first; that of now, which is not over, last
     * @throws IllegalArgumentException if there is no such account
     */
    public List<CallSecond> calls(String account, Duration span) {
        if (!account.isEmpty() && !rings.containsKey(account)) {
            throw new IllegalArgumentException(
                    "there is no such account; it must be one of " + String.join(", ", rings.keySet()));
        }
        Instant now = clock.instant();
        int seconds = (int) Math.max(1, Math.min(CallRing.SECONDS, span.toSeconds()));
        List<CallSecond> all = new ArrayList<>();
        for (Map.Entry<String, CallRing> ring : rings.entrySet()) {
            if (account.isEmpty() || account.equals(ring.getKey())) {
                add(all, ring.getValue().last(seconds, now));
            }
        }
        return all;
    }

    private static void add(List<CallSecond> sums, List<CallSecond> more) {
        if (sums.isEmpty()) {
            sums.addAll(more);
            return;
        }
        for (int i = 0; i < Math.min(sums.size(), more.size()); i++) {
            sums.set(i, sums.get(i).and(more.get(i)));
        }
    }

    /** @return how it is now: a copy, which changes no more */
    public Now snapshot() {
        lookIntoTheJournal();
        Optional<JournalNow> known = journal;
        Instant now = clock.instant();
        List<RecordedTask> mine = mine();
        ApiAccounts accounts = bean("viduAccounts", ApiAccounts.class);
        return new Now(
                now,
                true,
                known.map(JournalNow::at),
                accounts.all().stream()
                        .map(account -> account(account, known, mine, now))
                        .toList(),
                lanes(accounts, known, mine, now),
                waiting(accounts, known, mine),
                troubles(accounts, known, now),
                bean("viduPauses", Pauses.class).all(),
                known.map(JournalNow::spent).orElse(SpentNow.UNKNOWN),
                known.map(JournalNow::forAPerson).orElse(OptionalLong.empty()),
                known.map(JournalNow::perhapsPaid).orElse(OptionalLong.empty()));
    }

    private <T> T bean(String name, Class<T> type) {
        return beans.lookupByNameAndType(name, type);
    }

    /** One of those who look asks; the others have what was known before. */
    private void lookIntoTheJournal() {
        boolean fresh = asked && nanos.getAsLong() - askedNanos < FRESH_NANOS;
        if (fresh || !asking.tryLock()) {
            return;
        }
        try {
            journal = Optional.of(reader.read(worker()));
        } catch (SQLException unavailable) {
            // The journal logs that itself; what was known before is told with its time.
        } finally {
            askedNanos = nanos.getAsLong();
            asked = true;
            asking.unlock();
        }
    }

    /** @return what this process works on; what went away without an end is forgotten */
    private List<RecordedTask> mine() {
        Journals journals = bean("viduJournals", Journals.class);
        synchronized (open) {
            List<RecordedTask> gone = open.values().stream()
                    .filter(task -> !journals.journal().isHeldHere(task.requestId()))
                    .toList();
            gone.forEach(task -> forget(task.requestId()));
            return List.copyOf(open.values());
        }
    }

    private AccountNow account(ApiAccount account, Optional<JournalNow> known, List<RecordedTask> mine, Instant now) {
        String name = account.name();
        CallRing ring = rings.get(name);
        Optional<JournalNow.Balance> balance =
                known.flatMap(found -> Optional.ofNullable(found.balances().get(name)));
        long here = mine.stream()
                .filter(task -> task.isToSubmit() && task.account().equals(name))
                .count();
        return new AccountNow(
                name,
                known.map(found -> found.slotsUsed(name)).orElseGet(() -> (int) mine.stream()
                        .filter(task -> task.isAtTheApi() && task.account().equals(name))
                        .count()),
                account.settings().limits().concurrentTasks(),
                OptionalInt.of(ring.inWindow(nanos.getAsLong())),
                account.settings().limits().requests(),
                account.settings().limits().window(),
                account.calls().share(),
                here
                        + elsewhere(known).stream()
                                .filter(count -> count.account().equals(name))
                                .mapToLong(JournalNow.WaitingCount::count)
                                .sum(),
                ring.refusals(now),
                account.holdsSubmits(),
                balance.map(JournalNow.Balance::amount),
                balance.map(JournalNow.Balance::at));
    }

    private List<JournalNow.WaitingCount> elsewhere(Optional<JournalNow> known) {
        String worker = worker();
        return known.map(JournalNow::waiting).orElse(List.of()).stream()
                .filter(count -> !count.worker().equals(worker))
                .toList();
    }

    private String worker() {
        return bean("viduJournals", Journals.class).worker();
    }

    private List<TaskLane> lanes(
            ApiAccounts accounts, Optional<JournalNow> known, List<RecordedTask> mine, Instant now) {
        Lanes lanes = new Lanes(bean("viduLearnedDurations", LearnedDurations.class), now);
        Map<String, Instant> polls = new HashMap<>();
        accounts.all().forEach(account -> polls.putAll(account.calls().pollTimes()));
        List<TaskLane> all = new ArrayList<>();
        mine.stream()
                .filter(RecordedTask::isAtTheApi)
                .map(task -> lanes.here(
                        task.by(worker()),
                        known.flatMap(found -> found.slot(task.account(), task.requestId())),
                        Optional.ofNullable(polls.get(task.taskId()))))
                .forEach(all::add);
        known.ifPresent(found -> found.tasks().stream()
                .filter(task -> !task.worker().equals(worker()))
                .filter(task -> mine.stream().noneMatch(own -> own.requestId().equals(task.requestId())))
                .map(task -> lanes.elsewhere(task, found.slot(task.account(), task.requestId())))
                .forEach(all::add));
        return Lanes.sorted(all);
    }

    private Waiting waiting(ApiAccounts accounts, Optional<JournalNow> known, List<RecordedTask> mine) {
        List<RecordedTask> here = mine.stream().filter(RecordedTask::isToSubmit).toList();
        long elsewhere = elsewhere(known).stream()
                .mapToLong(JournalNow.WaitingCount::count)
                .sum();
        Optional<WaitingRequest> oldest = here.stream()
                .min(Comparator.comparing(RecordedTask::receivedAt))
                .map(task -> waiting(task, accounts, known));
        Optional<WaitingRequest> oldestElsewhere = known.flatMap(JournalNow::oldest)
                .filter(other -> elsewhere > 0)
                .filter(other -> mine.stream().noneMatch(own -> own.requestId().equals(other.requestId())));
        return new Waiting(
                here.size() + elsewhere,
                known.map(JournalNow::toStore)
                        .orElseGet(() -> mine.stream()
                                .filter(task -> task.state() == TaskState.SUCCEEDED)
                                .count()),
                oldest.filter(own -> oldestElsewhere
                                .filter(other -> other.since().isBefore(own.since()))
                                .isEmpty())
                        .or(() -> oldestElsewhere));
    }

    private WaitingRequest waiting(RecordedTask task, ApiAccounts accounts, Optional<JournalNow> known) {
        return new WaitingRequest(
                task.requestId(),
                task.project(),
                task.source(),
                task.sourceName(),
                task.receivedAt(),
                why(task, accounts, known));
    }

    /** The first that holds is what a person would have to change first. */
    private String why(RecordedTask task, ApiAccounts accounts, Optional<JournalNow> known) {
        ApiAccount account = accounts.find(task.account()).orElseGet(accounts::first);
        Optional<Pause> pause = bean("viduPauses", Pauses.class).all().stream()
                .filter(one -> one.isOf(account.name()))
                .findFirst();
        if (pause.isPresent()) {
            return "submits are paused by " + pause.get().who() + " since "
                    + pause.get().since();
        } else if (account.gate().isShut()) {
            return "the account is blocked: " + account.gate().trouble();
        } else if (account.slots().isHeld()) {
            return "refusals for content hold submits back until the command release is run";
        } else if (bean("viduBucket", SubmitGate.class).isShut()) {
            return "the bucket is not known to take a write";
        } else if (bean("viduSpendingGate", SpendingGate.class).isWaiting(task.requestId())) {
            return "a cap, or the balance, leaves too little";
        } else if (!task.setback().isEmpty()) {
            return "it is tried again: " + task.setback();
        }
        int used = known.map(found -> found.slotsUsed(account.name())).orElse(0);
        int limit = account.settings().limits().concurrentTasks();
        return used >= limit ? "all " + limit + " slots are taken" : "its turn for a call has not come yet";
    }

    private List<Trouble> troubles(ApiAccounts accounts, Optional<JournalNow> known, Instant now) {
        List<Trouble> troubles = new ArrayList<>();
        beans.findByType(OutageSource.class).stream()
                .flatMap(source -> source.outages().stream())
                .sorted(Comparator.comparing(Outage::lasts).reversed())
                .forEach(
                        outage -> troubles.add(new Trouble(outage.sentence(), Optional.of(now.minus(outage.lasts())))));
        for (ApiAccount account : accounts.all()) {
            if (account.gate().isShut()) {
                troubles.add(new Trouble(
                        "account=blocked" + AccountSettings.logged(account.name()) + ": "
                                + account.gate().trouble() + "; submits wait until it is in order",
                        Optional.empty()));
            }
        }
        known.map(NowReader::troubles).ifPresent(troubles::addAll);
        return troubles;
    }
}
