package dev.viduroutes.metrics;

import dev.viduroutes.batch.Batches;
import dev.viduroutes.delivery.BucketGate;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.CallKind;
import dev.viduroutes.limits.CallListener;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.moderation.ModerationBreaker;
import dev.viduroutes.moderation.ModerationBreakers;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.pause.Pauses;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskListener;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.ModerationSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.BalanceFloor;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingGate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The numbers to watch, in a Micrometer registry: how much of the account's limits is used, who waits, how late the end of
 * a task is noticed, and what became of the requests. All names begin with {@code vidu.}; no tag holds anything that
 * came with a request, except its mode.
 */
final class Meters implements CallListener, TaskListener {

    private final MeterRegistry registry;
    private final Map<String, SlidingWindowCounter> windows = new ConcurrentHashMap<>();
    private final boolean severalAccounts;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final Map<String, AtomicReference<BigDecimal>> amounts = new ConcurrentHashMap<>();

    Meters(
            MeterRegistry registry,
            Settings settings,
            Supplier<ApiAccounts> accounts,
            Supplier<ModerationBreakers> moderation,
            Supplier<BucketGate> bucket,
            Supplier<IntakeWatchdogs> intakes,
            Supplier<Batches> batches,
            Supplier<SpendingGate> spending,
            Supplier<BalanceFloors> floors,
            Supplier<Pauses> pauses) {
        this.registry = registry;
        this.severalAccounts = settings.hasAccounts();
        settings.accounts().forEach(account -> {
            String name = account.name();
            limits(account);
            waits(name, () -> accounts.get().named(name));
            gauge(
                    "vidu.paused",
                    "1 while a person has paused submits, else 0",
                    () -> pauses.get().of(name).isShut() ? 1 : 0,
                    name);
            refusedContent(
                    settings.moderation(), name, () -> moderation.get().all().get(name));
            settings.balance()
                    .floorOf(name)
                    .ifPresent(floor -> balance(name, () -> floors.get().of(name)));
        });
        gauge(
                "vidu.bucket.writable",
                "1 if submits may leave as far as the bucket is concerned; 0 while it is not known to take a write",
                () -> bucket.get().isShut() ? 0 : 1);
        gauge(
                "vidu.batches.running",
                "Batches that this process works on, but paused ones",
                () -> batches.get().active());
        gauge(
                "vidu.batches.paused",
                "Batches that this process has, and that are paused",
                () -> batches.get().paused());
        gauge(
                "vidu.batches.rows",
                "Rows of these batches that are under way",
                () -> batches.get().rowsUnderWay());
        spending.get().periodicCaps().forEach(cap -> cap(cap, spending));
        // An increase from nothing would be none.
        storedBytes();
        billedSeconds();
        outcomes(TaskState.STORED, "none");
        for (FailureClass failure : FailureClass.values()) {
            outcomes(TaskState.FAILED, failure.word());
        }
        for (String intake : intakes.get().all().keySet()) {
            Gauge.builder("vidu.intake.available", () -> isAvailable(intakes.get(), intake) ? 1 : 0)
                    .description("1 if the intake takes messages, or could; 0 while it can't")
                    .tag("intake", intake)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private void limits(AccountSettings account) {
        SlidingWindowCounter window = new SlidingWindowCounter(account.limits().window(), System::nanoTime);
        windows.put(account.name(), window);
        gauge("vidu.calls.window", "Calls within the last vidu.limits.window", window::count, account.name());
        gauge("vidu.calls.limit", "vidu.limits.requests", account.limits()::requests, account.name());
        gauge("vidu.slots.limit", "vidu.limits.concurrent-tasks", account.limits()::concurrentTasks, account.name());
        for (CallKind kind : CallKind.values()) {
            calls(kind, account.name());
            refusals(kind, account.name());
        }
    }

    /** Names of caps are settings; of a cap of each project there is one, however many projects there are. */
    private void cap(Limit cap, Supplier<SpendingGate> spending) {
        String unit = cap.currency().isEmpty() ? "s" : cap.currency();
        Tags tags = Tags.of("cap", cap.key(), "project", cap.project(), "unit", unit);
        Gauge.builder("vidu.cap.limit", () -> amount(cap, spending.get().limit(cap)))
                .description("A cap of a day or a month, as it is now")
                .tags(tags)
                .strongReference(true)
                .register(registry);
        Gauge.builder("vidu.cap.spent", () -> amount(cap, spending.get().spent(cap)))
                .description("What is charged, reserved or doubtful of it, over all processes that share the journal")
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static double amount(Limit cap, long amount) {
        return cap.currency().isEmpty()
                ? amount
                : BigDecimal.valueOf(amount, CapSettings.MILLIONTHS).doubleValue();
    }

    private void waits(String name, Supplier<ApiAccount> account) {
        gauge(
                "vidu.calls.share",
                "Part of the limit that is used since the API refused calls; 1 if it did not",
                () -> account.get().calls().share(),
                name);
        gauge(
                "vidu.slots.used",
                "Slots in use, over all processes that share the journal",
                () -> used(account.get().slots()),
                name);
        gauge(
                "vidu.requests.waiting",
                "Requests in this process that wait for a slot",
                () -> account.get().slots().waiting(),
                name);
        gauge(
                "vidu.requests.urgent",
                "Urgent requests in this process that wait for a slot",
                () -> account.get().slots().urgentWaiting(),
                name);
        gauge(
                "vidu.tasks.running",
                "Tasks that this process waits for",
                () -> account.get().calls().running(),
                name);
    }

    private void balance(String name, Supplier<BalanceFloor> floor) {
        gauge(
                "vidu.balance",
                "What the account holds, in USD, as the API said last",
                () -> floor.get().balance(),
                name);
        gauge(
                "vidu.balance.age",
                "How long ago the API was asked that, in seconds",
                () -> floor.get().ageSeconds(),
                name);
    }

    private void refusedContent(ModerationSettings settings, String name, Supplier<ModerationBreaker> breaker) {
        gauge(
                "vidu.moderation.refusals",
                "Refusals for content that count, over all processes that share the journal",
                () -> breaker.get().status().count(),
                name);
        gauge("vidu.moderation.limit", "vidu.moderation.limit", settings::limit, name);
        gauge(
                "vidu.moderation.held",
                "1 while refusals for content hold submits back, else 0",
                () -> breaker.get().holds() ? 1 : 0,
                name);
    }

    @Override
    public void calling(CallKind kind, String account) {
        windows.get(account).add();
        calls(kind, account).increment();
    }

    @Override
    public void refused(CallKind kind, String account) {
        refusals(kind, account).increment();
    }

    @Override
    public void noticed(Task task, Duration late) {
        Timer.builder("vidu.detection.delay")
                .description("From the end of a task until this process noticed it")
                .tag("mode", task.request().mode())
                .publishPercentiles(0.5, 0.95)
                .register(registry)
                .record(late);
    }

    @Override
    public void stepped(Task task) {
        // Only what became of a request is counted.
    }

    @Override
    public void settled(Outcome outcome) {
        String code = outcome.failure().map(failure -> failure.kind().word()).orElse("none");
        outcomes(outcome.state(), code).increment();
        outcome.videos().forEach(video -> storedBytes().increment(video.bytes()));
        outcome.billedSeconds().ifPresent(seconds -> billedSeconds().increment(seconds));
        outcome.cost().ifPresent(cost -> {
            money(
                    "vidu.cost",
                    "Money that the API charged for certain, by the prices of the settings",
                    cost.currency(),
                    cost.amount());
            money(
                    "vidu.cost.doubtful",
                    "Money that the API may have charged in addition",
                    cost.currency(),
                    cost.doubtful().orElse(BigDecimal.ZERO));
        });
    }

    /** Summed up exactly: a counter adds binary fractions, and shows 0.1 and 0.2 as 0.30000000000000004. */
    private void money(String name, String description, String currency, BigDecimal more) {
        amounts.computeIfAbsent(name + " " + currency, unknown -> {
                    AtomicReference<BigDecimal> sum = new AtomicReference<>(BigDecimal.ZERO);
                    FunctionCounter.builder(name, sum, exact -> exact.get().doubleValue())
                            .description(description)
                            .tag("currency", currency)
                            .register(registry);
                    return sum;
                })
                .accumulateAndGet(more, BigDecimal::add);
    }

    private Counter outcomes(TaskState state, String failure) {
        return counter("vidu.outcomes", "What became of requests", "state", state.name(), "failure", failure);
    }

    private Counter billedSeconds() {
        return counter("vidu.billed.seconds", "Seconds of video that the API billed for certain");
    }

    private Counter storedBytes() {
        return counter("vidu.stored.bytes", "Bytes of videos that were put into the bucket");
    }

    private Counter calls(CallKind kind, String account) {
        return counter("vidu.calls", "Calls to the API", tags(account).and("kind", word(kind)));
    }

    private Counter refusals(CallKind kind, String account) {
        return counter("vidu.refusals", "Calls answered 429", tags(account).and("kind", word(kind)));
    }

    private static String word(CallKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** A gateway with one account needs none. */
    private Tags tags(String account) {
        return severalAccounts ? Tags.of("account", account) : Tags.empty();
    }

    private Counter counter(String name, String description, String... tags) {
        return counter(name, description, Tags.of(tags));
    }

    private Counter counter(String name, String description, Tags tags) {
        return counters.computeIfAbsent(
                name + tags,
                unknown -> Counter.builder(name)
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }

    private void gauge(String name, String description, Gauges source) {
        gauge(name, description, Tags.empty(), source);
    }

    private void gauge(String name, String description, Gauges source, String account) {
        gauge(name, description, tags(account), source);
    }

    private void gauge(String name, String description, Tags tags, Gauges source) {
        Gauge.builder(name, source::read)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static boolean isAvailable(IntakeWatchdogs intakes, String kind) {
        return intakes.all().get(kind).isAvailable();
    }

    /** @return not a number while the journal is away */
    private static Number used(TaskSlots slots) {
        try {
            return slots.inUse();
        } catch (Exception unavailable) {
            return Double.NaN;
        }
    }

    private interface Gauges {
        Number read();
    }
}
