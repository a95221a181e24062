package dev.viduroutes.replay;

import dev.viduroutes.journal.Journal;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Puts dead letters back to where they came from. What a dead letter says decides nothing: a person's {@code force} goes into
 * the journal, for this one end of this one request, before the dead letter moves.
 */
public final class Replay {

    private final DeadLetterStores stores;
    private final ReplayPlanner planner;
    private final Journal journal;
    private final InstantSource clock;

    public Replay(DeadLetterStores stores, ReplayPlanner planner, Journal journal, InstantSource clock) {
        this.stores = stores;
        this.planner = planner;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Puts back what the order names, one after the other; what was put back before an exception is put back. Run again, it
     * goes on with the rest.
     */
    public ReplayReport run(ReplayOrder order) throws Exception {
        return perform(order, line -> {});
    }

    /**
     * Like {@link #run}.
     *
     * @param listener is told each line of the report when it is true
     */
    public ReplayReport perform(ReplayOrder order, Consumer<String> listener) throws Exception {
        ReplayReport.Builder report = new ReplayReport.Builder(order.dryRun(), planner.prices(), listener);
        ReplayRun run = new ReplayRun(order, stores, planner, journal, report, clock.instant());
        if (order.dryRun()) {
            run.lookIntoAll();
        } else {
            ReplayLock alone = stores.lock();
            try {
                run.lookIntoAll();
            } finally {
                alone.close();
            }
        }
        return report.build();
    }
}
