package dev.viduroutes.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/** Puts the parts of a sandbox together. */
final class Assembly implements AutoCloseable {

    private final Account account;
    private final RequestLimit limit;
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
        this.account = new Account(settings.apiKey(), settings.balance(), settings.pricePerSecond());
        this.limit = new RequestLimit(settings.requestLimit(), clock.scaledNanos(settings.requestWindow()), clock);
        this.tasks = new TaskBook(account, clock, settings.concurrentTasks());
        SignedUrls urls = new SignedUrls(resultBase, clock, clock.scaledNanos(settings.resultLife()));
        TaskReport report = new TaskReport(urls, faults, clock);
        this.callbacks = new Callbacks(report, clock);
        TaskStarter starter = new TaskStarter(planner(settings, faults, clock), callbacks, startMillis);
        this.router = new Router(new Router.Parts(
                account,
                new ApiGate(account, limit, calls),
                limit,
                calls,
                submits,
                new GenerateEndpoint(
                        settings.models(), faults, tasks, starter, new ImageFetcher(pictures), calls, clock),
                new StatusEndpoint(settings.models(), faults, tasks, report),
                tasks,
                new ResultEndpoint(tasks, faults, urls, pictures),
                new ControlPages(account, this::ledger),
                wire));
    }

    private static TaskPlanner planner(SandboxSettings settings, FaultRates faults, ScaledClock clock) {
        // Another sequence than that of the faults: what strikes must not depend on how long tasks take.
        Random durations = new Random(settings.seed() + 1);
        return new TaskPlanner(faults, clock, durations, settings.taskDuration(), settings.taskDurationSigma());
    }

    Router router() {
        return router;
    }

    Account account() {
        return account;
    }

    int finish(String promptPart) {
        List<SandboxTask> finished = tasks.finish(promptPart);
        finished.forEach(callbacks::report);
        return finished.size();
    }

    Ledger ledger() {
        TaskBook.Statement statement = tasks.statement();
        return new Ledger(
                statement.tasks(),
                submits.entries(),
                calls.calls(),
                calls.refusals429(),
                limit.largestCounted(),
                limit.largestArrivals(),
                statement.largestConcurrent(),
                statement.billedSeconds(),
                statement.balanceUsd(),
                calls.unauthorized(),
                calls.headersSeen(),
                calls.hostsSeen(),
                calls.resultCallsWithAuthorization(),
                callbacks.entry());
    }

    @Override
    public void close() {
        wire.close();
        callbacks.close();
    }
}
