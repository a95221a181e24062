package dev.viduroutes.replay;

import dev.viduroutes.journal.Journal;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.util.ObjectHelper;

/** One replay, from its first dead letter to its last. */
final class ReplayRun {

    /** So many in a row mean that the way back is blocked, not that dead letters are wrong. */
    private static final int MOST_FAILURES = 5;

    /** Of codes that could have been meant: dead letters may be forged. */
    private static final int MOST_CODES = 50;

    private final ReplayOrder order;
    private final DeadLetterStores stores;
    private final ReplayPlanner planner;
    private final Journal journal;
    private final ReplayReport.Builder report;
    private final ReplayObserver observer;
    private final Instant begin;
    private final Set<String> missing;
    private final Set<String> moved = new HashSet<>();
    private final Set<String> otherCodes = new TreeSet<>();
    private boolean found;
    private int failures;

    ReplayRun(
            ReplayOrder order,
            DeadLetterStores stores,
            ReplayPlanner planner,
            Journal journal,
            ReplayReport.Builder report,
            ReplayObserver observer,
            Instant begin) {
        this.order = order;
        this.stores = stores;
        this.planner = planner;
        this.journal = journal;
        this.report = report;
        this.observer = observer;
        this.begin = begin;
        missing = new HashSet<>(order.ids());
    }

    void lookIntoAll() throws Exception {
        List<DeadLetterStore> all = stores.stores();
        for (DeadLetterStore store : all) {
            if (!order.dryRun()) {
                store.tidy();
            }
            store.read(new StoreVisitor(store));
        }
        missing.stream().sorted().forEach(report::missing);
        if (!found && !order.code().isEmpty()) {
            report.missing(order.code(), otherCodes);
        }
        if (order.ids().isEmpty() || !missing.isEmpty()) {
            stores.closed().ifPresent(report::closed);
        }
        report.lookedInto(all.stream().map(DeadLetterStore::where).collect(Collectors.joining(", ")));
    }

    /** What is found in one store. */
    private final class StoreVisitor implements DeadLetterStore.Visitor {

        private final DeadLetterStore store;

        private StoreVisitor(DeadLetterStore store) {
            this.store = store;
        }

        @Override
        public void visit(DeadLetter deadLetter) throws Exception {
            if (!order.selects(deadLetter)) {
                passOver(deadLetter);
            } else if (!isDone(deadLetter) && !isBackAgain(deadLetter)) {
                found = true;
                missing.remove(deadLetter.requestId());
                ReplayPlan plan = replay(store, deadLetter);
                observer.decided(deadLetter, plan);
                report.add(deadLetter, plan);
            }
        }

        private void passOver(DeadLetter deadLetter) throws SQLException, IOException {
            if (!order.code().isEmpty() && otherCodes.size() < MOST_CODES && !isDone(deadLetter)) {
                otherCodes.add(deadLetter.code());
            }
        }

        @Override
        public void unreadable(String name, String why) {
            if (order.all()) {
                report.unreadable(name, why);
            }
        }

        private boolean isDone(DeadLetter deadLetter) throws SQLException, IOException {
            return store.keepsReplayed() && (moved.contains(deadLetter.requestId()) || planner.isDone(deadLetter));
        }

        /** The gateway that runs may have made a dead letter again of what was just put back. */
        private boolean isBackAgain(DeadLetter deadLetter) {
            return moved.contains(deadLetter.requestId())
                    && deadLetter.reason().timings().settledAt().isAfter(begin);
        }
    }

    private ReplayPlan replay(DeadLetterStore store, DeadLetter deadLetter) throws Exception {
        Optional<ReplayTarget> target = stores.targetFor(deadLetter.reason().source());
        if (target.isEmpty()) {
            return ReplayPlan.skip(
                    DeadLetterStores.whyNoTarget(deadLetter.reason().source()));
        }
        ReplayPlan plan = planner.plan(deadLetter, order.force());
        if (plan.isSkipped()) {
            return plan;
        }
        Optional<String> obstacle = target.get().obstacle(deadLetter);
        if (obstacle.isEmpty()) {
            obstacle = observer.objection(deadLetter, plan);
        }
        if (obstacle.isPresent()) {
            return ReplayPlan.skip(obstacle.get());
        } else if (!moved.add(deadLetter.requestId())) {
            return ReplayPlan.skip("another dead letter of the same request; run again when that one is done");
        }
        return order.dryRun() ? plan : move(store, deadLetter, plan, target.get());
    }

    private ReplayPlan move(DeadLetterStore store, DeadLetter deadLetter, ReplayPlan plan, ReplayTarget target)
            throws Exception {
        if (plan.isForced() && !journal.force(deadLetter.reason())) {
            return ReplayPlan.skip("it changed meanwhile; look again");
        }
        try {
            boolean there = store.putBack(deadLetter, target);
            failures = 0;
            return there ? plan : ReplayPlan.skip("it was gone when its turn came");
        } catch (Exception failed) {
            failures++;
            if (failures == MOST_FAILURES || ObjectHelper.getException(InterruptedException.class, failed) != null) {
                throw failed;
            }
            return ReplayPlan.skip("it can't be put back: " + failed);
        }
    }
}
