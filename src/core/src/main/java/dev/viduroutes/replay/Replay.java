package dev.viduroutes.replay;

import dev.viduroutes.journal.Journal;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        return perform(order, listener, ReplayObserver.NONE);
    }

    /**
     * Plans a replay for a person to look at; nothing is changed.
     *
     * @param order which dead letters; whatever it says of a dry run
     */
    public ReplayReview review(ReplayOrder order) throws Exception {
        List<PlannedReplay> planned = new ArrayList<>();
        ReplayOrder dry = new ReplayOrder(order.ids(), order.code(), order.all(), true, order.force());
        ReplayReport report = perform(dry, line -> {}, new ReplayObserver() {
            @Override
            public void decided(DeadLetter deadLetter, ReplayPlan plan) throws SQLException, IOException {
                planned.add(planned(deadLetter, plan));
            }
        });
        return new ReplayReview(planned, report, order.force());
    }

    /**
     * Tells what lies there, and what a replay would do with it; nothing is changed.
     *
     * @param most that are looked at
     */
    public List<PlannedReplay> look(int most) throws Exception {
        List<PlannedReplay> found = new ArrayList<>();
        try {
            perform(new ReplayOrder(Set.of(), "", true, true, false), line -> {}, new ReplayObserver() {
                @Override
                public void decided(DeadLetter deadLetter, ReplayPlan plan) throws Exception {
                    found.add(planned(deadLetter, plan));
                    if (found.size() == most) {
                        throw new EnoughException();
                    }
                }
            });
        } catch (EnoughException enough) {
            return found;
        }
        return found;
    }

    /** As many were looked at as were asked for. */
    private static final class EnoughException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private PlannedReplay planned(DeadLetter deadLetter, ReplayPlan plan) throws SQLException, IOException {
        return PlannedReplay.of(deadLetter, plan, planner.mark(deadLetter));
    }

    /** Does what was planned, and nothing else: a dead letter that changed since is skipped, and the report says so. */
    public ReplayReport confirm(ReplayReview review) throws Exception {
        Map<String, PlannedReplay> before = review.byMark();
        return perform(review.order(), line -> {}, new ReplayObserver() {
            @Override
            public Optional<String> objection(DeadLetter deadLetter, ReplayPlan plan) throws SQLException, IOException {
                PlannedReplay now = planned(deadLetter, plan);
                PlannedReplay then = before.get(now.mark());
                return then != null && then.isSame(now) ? Optional.empty() : Optional.of(ReplayReview.CHANGED);
            }
        });
    }

    private ReplayReport perform(ReplayOrder order, Consumer<String> listener, ReplayObserver observer)
            throws Exception {
        ReplayReport.Builder report = new ReplayReport.Builder(order.dryRun(), planner.prices(), listener);
        ReplayRun run = new ReplayRun(order, stores, planner, journal, report, observer, clock.instant());
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
