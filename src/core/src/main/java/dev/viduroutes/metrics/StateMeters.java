package dev.viduroutes.metrics;

import dev.viduroutes.intake.InFlightFiles;
import dev.viduroutes.journal.Journals;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.live.LiveView;
import dev.viduroutes.live.Now;
import dev.viduroutes.live.WaitingRequest;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.SpendingGate;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Numbers of what somebody has to do something about: what waits and for how long, what is held back, and what runs out. They are made when
 * somebody looks, from memory and from what {@link LiveView} knows of the journal.
 */
final class StateMeters {

    /** Meters are read one after the other: what one of them looked up is good for the others. */
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final MeterRegistry registry;
    private final Beans beans;
    private final LongSupplier nanos;
    private Optional<Now> now = Optional.empty();
    private long lookedNanos;

    /** Looked up at each reading, since a context that is started again makes its beans anew. */
    interface Beans {
        <T> T of(String name, Class<T> type);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    StateMeters(MeterRegistry registry, Settings settings, Beans beans, LongSupplier nanos) {
        this.registry = registry;
        this.beans = beans;
        this.nanos = nanos;
        gauge("vidu.build.info", "1; the version is a tag", "", Tags.of("version", Version.ofJar()), () -> 1);
        settings.accounts().forEach(account -> account(settings, account));
        waiting();
        journal();
        folders(settings);
        intakes(settings);
    }

    private void account(Settings settings, AccountSettings account) {
        String name = account.name();
        Tags tags = settings.hasAccounts() ? Tags.of("account", name) : Tags.empty();
        gauge(
                "vidu.account.blocked",
                "1 while the account refuses submits, for its key, its balance or an address; else 0",
                "",
                tags,
                () -> accounts().named(name).gate().isShut() ? 1 : 0);
        settings.balance()
                .floorOf(name)
                .ifPresent(micros -> gauge(
                        "vidu.balance.floor",
                        "What must be left of the account, in USD",
                        "",
                        tags,
                        () -> micros / Math.pow(10, CapSettings.MILLIONTHS)));
    }

    private ApiAccounts accounts() {
        return beans.of("viduAccounts", ApiAccounts.class);
    }

    private void waiting() {
        gauge(
                "vidu.cap.waiting",
                "Requests of this process that wait for a cap, or for the floor of a balance",
                "",
                Tags.empty(),
                () -> beans.of("viduSpendingGate", SpendingGate.class).waiting());
        gauge(
                "vidu.requests.oldest",
                "For how long the oldest request waits to be submitted, over all processes that share the journal",
                "seconds",
                Tags.empty(),
                () -> now().flatMap(state -> state.waiting().oldest().map(one -> seconds(one, state)))
                        .orElse(0.0));
        gauge(
                "vidu.dead.letters",
                "Failed requests that nobody put back, by the journal; rows of batches are in their reports",
                "",
                Tags.empty(),
                () -> now().map(Now::forAPerson)
                        .filter(OptionalLong::isPresent)
                        .map(one -> (double) one.getAsLong())
                        .orElse(Double.NaN));
    }

    private static double seconds(WaitingRequest oldest, Now state) {
        return Math.max(0, Duration.between(oldest.since(), state.at()).toMillis() / 1e3);
    }

    private void journal() {
        Supplier<Journals> journals = () -> beans.of("viduJournals", Journals.class);
        gauge(
                "vidu.journal.available",
                "1 while the journal answers, else 0",
                "",
                Tags.empty(),
                () -> journals.get().awayFor().isEmpty() ? 1 : 0);
        FunctionTimer.builder(
                        "vidu.journal.latency",
                        journals,
                        source -> source.get().statements(),
                        source -> source.get().statementNanos(),
                        TimeUnit.NANOSECONDS)
                .description("How long the journal took for what it was asked or told, its failures included")
                .register(registry);
    }

    private void folders(Settings settings) {
        Map<String, Path> folders = new TreeMap<>();
        folders.put("home", settings.places().home());
        folders.put("tmp", settings.places().tmp());
        folders.forEach((name, folder) -> gauge(
                "vidu.disk.free",
                "Bytes that may still be written there",
                "bytes",
                Tags.of("folder", name),
                () -> folder.toFile().getUsableSpace()));
    }

    private void intakes(Settings settings) {
        if (settings.intake().fileEnabled()) {
            intake("file", () -> beans.of("viduInFlightFiles", InFlightFiles.class));
            intake("file-urgent", () -> beans.of("viduUrgentFiles", InFlightFiles.class));
        }
    }

    private void intake(String kind, Supplier<InFlightFiles> files) {
        gauge(
                "vidu.intake.files",
                "Files of the folder that are not taken yet, as far as this process saw them",
                "",
                Tags.of("intake", kind),
                () -> files.get().waiting());
        gauge(
                "vidu.intake.oldest",
                "For how long the oldest of them has lain there, as it is, as far as this process saw it",
                "seconds",
                Tags.of("intake", kind),
                () -> files.get().oldestWait().toMillis() / 1e3);
    }

    private synchronized Optional<Now> now() {
        if (now.isEmpty() || nanos.getAsLong() - lookedNanos >= FRESH_NANOS) {
            now = Optional.of(beans.of("viduLiveView", LiveView.class).snapshot());
            lookedNanos = nanos.getAsLong();
        }
        return now;
    }

    private void gauge(String name, String description, String unit, Tags tags, Supplier<Number> source) {
        Gauge.builder(name, source)
                .description(description)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }
}
