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

/** One replay, from its first letter to its last. */
final class ReplayRun {

    /** So many in a row mean that the way back is blocked, not that letters are wrong. */
    private static final int MOST_FAILURES = 5;

    /** Of codes that could have been meant: letters may be forged. */
    private static final int MOST_CODES = 50;

    private final ReplayOrder order;
    private final LetterBoxes boxes;
    private final Planner planner;
    private final Journal journal;
    private final ReplayReport.Builder report;
    private final Instant begin;
    private final Set<String> missing;
    private final Set<String> moved = new HashSet<>();
    private final Set<String> otherCodes = new TreeSet<>();
    private boolean found;
    private int failures;

    ReplayRun(
            ReplayOrder order,
            LetterBoxes boxes,
            Planner planner,
            Journal journal,
            ReplayReport.Builder report,
            Instant begin) {
        this.order = order;
        this.boxes = boxes;
        this.planner = planner;
        this.journal = journal;
        this.report = report;
        this.begin = begin;
        missing = new HashSet<>(order.ids());
    }

    void lookIntoAll() throws Exception {
        List<LetterBox> all = boxes.boxes();
        for (LetterBox box : all) {
            if (!order.dryRun()) {
                box.tidy();
            }
            box.read(new Visit(box));
        }
        missing.stream().sorted().forEach(report::missing);
        if (!found && !order.code().isEmpty()) {
            report.missing(order.code(), otherCodes);
        }
        if (order.ids().isEmpty() || !missing.isEmpty()) {
            boxes.closed().ifPresent(report::closed);
        }
        report.lookedInto(all.stream().map(LetterBox::where).collect(Collectors.joining(", ")));
    }

    /** What is found in one box. */
    private final class Visit implements LetterBox.Reader {

        private final LetterBox box;

        private Visit(LetterBox box) {
            this.box = box;
        }

        @Override
        public void letter(Letter letter) throws Exception {
            if (!order.selects(letter)) {
                passOver(letter);
            } else if (!isDone(letter) && !isBackAgain(letter)) {
                found = true;
                missing.remove(letter.requestId());
                report.add(letter, replay(box, letter));
            }
        }

        private void passOver(Letter letter) throws SQLException, IOException {
            if (!order.code().isEmpty() && otherCodes.size() < MOST_CODES && !isDone(letter)) {
                otherCodes.add(letter.code());
            }
        }

        @Override
        public void unreadable(String name, String why) {
            if (order.all()) {
                report.unreadable(name, why);
            }
        }

        private boolean isDone(Letter letter) throws SQLException, IOException {
            return box.keepsLetters() && (moved.contains(letter.requestId()) || planner.isDone(letter));
        }

        /** The gateway that runs may have buried again what was just put back. */
        private boolean isBackAgain(Letter letter) {
            return moved.contains(letter.requestId())
                    && letter.reason().timings().settledAt().isAfter(begin);
        }
    }

    private Plan replay(LetterBox box, Letter letter) throws Exception {
        Optional<ReturnPath> path = boxes.pathTo(letter.reason().source());
        if (path.isEmpty()) {
            return Plan.skip(LetterBoxes.whyNoPath(letter.reason().source()));
        }
        Plan plan = planner.plan(letter, order.force());
        if (plan.isSkipped()) {
            return plan;
        }
        Optional<String> obstacle = path.get().obstacle(letter);
        if (obstacle.isPresent()) {
            return Plan.skip(obstacle.get());
        } else if (!moved.add(letter.requestId())) {
            return Plan.skip("another dead letter of the same request; run again when that one is done");
        }
        return order.dryRun() ? plan : move(box, letter, plan, path.get());
    }

    private Plan move(LetterBox box, Letter letter, Plan plan, ReturnPath path) throws Exception {
        if (plan.isForced() && !journal.force(letter.reason())) {
            return Plan.skip("it changed meanwhile; look again");
        }
        try {
            boolean there = box.putBack(letter, path);
            failures = 0;
            return there ? plan : Plan.skip("it was gone when its turn came");
        } catch (Exception failed) {
            failures++;
            if (failures == MOST_FAILURES || ObjectHelper.getException(InterruptedException.class, failed) != null) {
                throw failed;
            }
            return Plan.skip("it can't be put back: " + failed);
        }
    }
}
