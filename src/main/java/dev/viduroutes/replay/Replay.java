package dev.viduroutes.replay;

import dev.viduroutes.journal.Journal;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Puts dead letters back to where they came from. What a letter says decides nothing: a person's {@code force} goes into
 * the journal, for this one end of this one request, before the letter moves.
 */
public final class Replay {

    private final LetterBoxes boxes;
    private final Planner planner;
    private final Journal journal;

    public Replay(LetterBoxes boxes, Planner planner, Journal journal) {
        this.boxes = boxes;
        this.planner = planner;
        this.journal = journal;
    }

    /**
     * Puts back what the order names, one after the other; what was put back before an exception is put back. Run again, it
     * goes on with the rest.
     */
    public ReplayReport run(ReplayOrder order) throws Exception {
        ReplayReport.Builder report = new ReplayReport.Builder(order.dryRun());
        Set<String> named = new HashSet<>(order.ids());
        Set<String> moved = new HashSet<>();
        for (LetterBox box : boxes.boxes()) {
            for (Letter letter : box.letters()) {
                if (order.selects(letter)) {
                    report.add(letter, replay(box, letter, order, moved));
                    named.remove(letter.requestId());
                }
            }
        }
        named.stream().sorted().forEach(report::missing);
        return report.build();
    }

    private Plan replay(LetterBox box, Letter letter, ReplayOrder order, Set<String> moved) throws Exception {
        Optional<ReturnPath> path = boxes.pathTo(letter.reason().source());
        if (path.isEmpty()) {
            return Plan.skip("no way back to a source of this kind here: "
                    + letter.reason().source().kind());
        } else if (!path.get().isFree(letter)) {
            return Plan.skip("a file of its name is in the intake folder");
        }
        Plan plan = planner.plan(letter, order.force());
        if (!plan.isSkipped() && !moved.add(letter.requestId())) {
            return Plan.skip("another dead letter of the same request; run again when that one is done");
        }
        return plan.isSkipped() || order.dryRun() ? plan : move(box, letter, plan, path.get());
    }

    private Plan move(LetterBox box, Letter letter, Plan plan, ReturnPath path) throws Exception {
        if (plan.isForced() && !journal.force(letter.reason())) {
            return Plan.skip("it changed meanwhile; look again");
        }
        return box.putBack(letter, path) ? plan : Plan.skip("it was gone when its turn came");
    }
}
