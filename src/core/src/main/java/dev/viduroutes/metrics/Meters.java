package dev.viduroutes.metrics;

import dev.viduroutes.batch.Batches;
import dev.viduroutes.delivery.BucketGate;
import dev.viduroutes.limits.CallKind;
import dev.viduroutes.limits.CallListener;
import dev.viduroutes.limits.CallScheduler;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.moderation.ModerationBreaker;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskListener;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.SpendingGate;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The numbers to watch, in a Micrometer registry: how much of the account's limits is used, who waits, how late the end of
 * a task is noticed, and what became of the requests. All names begin with {@code vidu.}; no tag holds anything that
 * came with a request, except its mode.
 */
final class Meters implements CallListener, TaskListener {

    private final MeterRegistry registry;
    private final SlidingWindowCounter window;
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    Meters(
            MeterRegistry registry,
            Settings settings,
            Supplier<CallScheduler> scheduler,
            Supplier<TaskSlots> slots,
            Supplier<ModerationBreaker> moderation,
            Supplier<BucketGate> bucket,
            Supplier<IntakeWatchdogs> intakes,
            Supplier<Batches> batches,
            Supplier<SpendingGate> spending) {
        this.registry = registry;
        this.window = new SlidingWindowCounter(settings.limits().window(), System::nanoTime);
        gauge("vidu.calls.window", "Calls within the last vidu.limits.window", window::count);
        gauge("vidu.calls.limit", "vidu.limits.requests", settings.limits()::requests);
        gauge(
                "vidu.calls.share",
                "Part of the limit that is used since the API refused calls; 1 if it did not",
                () -> scheduler.get().share());
        gauge("vidu.slots.used", "Slots in use, over all processes that share the journal", () -> used(slots.get()));
        gauge("vidu.slots.limit", "vidu.limits.concurrent-tasks", settings.limits()::concurrentTasks);
        gauge(
                "vidu.requests.waiting",
                "Requests in this process that wait for a slot",
                () -> slots.get().waiting());
        gauge(
                "vidu.requests.urgent",
                "Urgent requests in this process that wait for a slot",
                () -> slots.get().urgentWaiting());
        gauge(
                "vidu.tasks.running",
                "Tasks that this process waits for",
                () -> scheduler.get().running());
        gauge(
                "vidu.moderation.refusals",
                "Refusals for content that count, over all processes that share the journal",
                () -> moderation.get().status().count());
        gauge("vidu.moderation.limit", "vidu.moderation.limit", settings.moderation()::limit);
        gauge(
                "vidu.moderation.held",
                "1 while refusals for content hold submits back, else 0",
                () -> moderation.get().holds() ? 1 : 0);
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
        for (String intake : intakes.get().all().keySet()) {
            Gauge.builder("vidu.intake.available", () -> isAvailable(intakes.get(), intake) ? 1 : 0)
                    .description("1 if the intake takes messages, or could; 0 while it can't")
                    .tag("intake", intake)
                    .strongReference(true)
                    .register(registry);
        }
        for (CallKind kind : CallKind.values()) {
            calls(kind);
            refusals(kind);
        }
    }

    /** Names of caps are settings; of a cap of each project there is one, however many projects there are. */
    private void cap(Limit cap, Supplier<SpendingGate> spending) {
        String unit = cap.currency().isEmpty() ? "s" : cap.currency();
        Tags tags = Tags.of("cap", cap.key(), "project", cap.project(), "unit", unit);
        Gauge.builder("vidu.cap.limit", () -> amount(cap, cap.amount()))
                .description("A cap of a day or a month")
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

    @Override
    public void calling(CallKind kind) {
        window.add();
        calls(kind).increment();
    }

    @Override
    public void refused(CallKind kind) {
        refusals(kind).increment();
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
        counter(
                        "vidu.outcomes",
                        "What became of requests",
                        "state",
                        outcome.state().name(),
                        "failure",
                        code)
                .increment();
        outcome.billedSeconds()
                .ifPresent(seconds -> counter("vidu.billed.seconds", "Seconds of video that the API billed for certain")
                        .increment(seconds));
        outcome.cost()
                .ifPresent(cost -> counter(
                                "vidu.cost",
                                "Money that the API charged for certain, by the prices of the settings",
                                "currency",
                                cost.currency())
                        .increment(cost.amount().doubleValue()));
    }

    private Counter calls(CallKind kind) {
        return counter("vidu.calls", "Calls to the API", "kind", kind.name().toLowerCase(Locale.ROOT));
    }

    private Counter refusals(CallKind kind) {
        return counter(
                "vidu.refusals", "Calls answered 429", "kind", kind.name().toLowerCase(Locale.ROOT));
    }

    private Counter counter(String name, String description, String... tags) {
        return counters.computeIfAbsent(
                name + String.join(",", tags),
                unknown -> Counter.builder(name)
                        .description(description)
                        .tags(tags)
                        .register(registry));
    }

    private void gauge(String name, String description, Gauges source) {
        Gauge.builder(name, source::read)
                .description(description)
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
