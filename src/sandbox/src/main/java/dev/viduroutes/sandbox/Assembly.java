package dev.viduroutes.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;

/** Puts the parts of a sandbox together. */
final class Assembly implements AutoCloseable {

    private final Accounts accounts;
    private final CallBook calls = new CallBook();
    private final SubmitBook submits = new SubmitBook();
    private final Pictures pictures = new Pictures();
    private final TaskBook tasks;
    private final Callbacks callbacks;
    private final Wire wire = new Wire();
    private final Router router;

    Assembly(SandboxSettings settings, URI resultBase, LongSupplier nanoTime) {
        long startMillis = System.currentTimeMillis();
        ScaledClock clock = new ScaledClock(settings.timeScale(), nanoTime, startMillis);
        FaultRates faults = new FaultRates(settings.faultRates(), new Random(settings.seed()));
        this.accounts = new Accounts(settings.accounts().stream()
                .map(terms -> new SandboxAccount(terms, limit(terms, clock)))
                .toList());
        this.tasks = new TaskBook(accounts, settings.tariff().refunds(), clock);
        SignedUrls urls = new SignedUrls(resultBase, clock, clock.scaledNanos(settings.resultLife()));
        TaskReport report = new TaskReport(urls, faults, clock);
        this.callbacks = new Callbacks(report, clock);
        TaskStarter starter = new TaskStarter(planner(settings, faults, clock), callbacks, startMillis);
        this.router = new Router(new Router.Parts(
                accounts,
                calls,
                submits,
                new GenerateEndpoint(
                        settings.models(),
                        faults,
                        tasks,
                        starter,
                        new ImageFetcher(pictures),
                        settings.tariff(),
                        clock),
                new StatusEndpoint(settings.models(), faults, tasks, report),
                tasks,
                new ResultEndpoint(tasks, faults, urls, pictures),
                new ControlPages(accounts, this::ledger, tasks::statement),
                wire));
    }

    private static RequestLimit limit(AccountTerms terms, ScaledClock clock) {
        return new RequestLimit(terms.requests(), clock.scaledNanos(terms.window()), clock);
    }

    private static TaskPlanner planner(SandboxSettings settings, FaultRates faults, ScaledClock clock) {
        // Another sequence than that of the faults: what strikes must not depend on how long tasks take.
        Random durations = new Random(settings.seed() + 1);
        return new TaskPlanner(faults, clock, durations, settings.taskDuration(), settings.taskDurationSigma());
    }

    Router router() {
        return router;
    }

    Accounts accounts() {
        return accounts;
    }

    Statement statement() {
        return tasks.statement();
    }

    int finish(String promptPart) {
        List<SandboxTask> finished = tasks.finish(promptPart);
        finished.forEach(callbacks::report);
        return finished.size();
    }

    Ledger ledger() {
        TaskBook.Snapshot snapshot = tasks.snapshot();
        List<Ledger.Account> each = snapshot.accounts();
        return new Ledger(
                snapshot.tasks(),
                submits.entries(),
                calls.calls(),
                each,
                sum(each, Ledger.Account::refusals429),
                largest(each, Ledger.Account::largestWindow),
                largest(each, Ledger.Account::largestArrivals),
                snapshot.largestConcurrent(),
                each.stream().mapToLong(Ledger.Account::billedSecondsTotal).sum(),
                Micros.usd(snapshot.balanceMicros()),
                sum(each, Ledger.Account::unauthorized),
                calls.headersSeen(),
                calls.hostsSeen(),
                calls.resultCallsWithAuthorization(),
                callbacks.entry());
    }

    private static int sum(List<Ledger.Account> accounts, ToIntFunction<Ledger.Account> count) {
        return accounts.stream().mapToInt(count).sum();
    }

    private static int largest(List<Ledger.Account> accounts, ToIntFunction<Ledger.Account> count) {
        return accounts.stream().mapToInt(count).max().orElseThrow();
    }

    @Override
    public void close() {
        wire.close();
        callbacks.close();
    }
}
