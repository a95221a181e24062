package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.settings.UrgentSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose turn it is, on a clock of the test's own. */
class TurnQueueTest {

    private static final long SEED = 20_261_130;
    private static final Duration AGEING = Duration.ofMinutes(10);

    private final SettableMeter time = new SettableMeter();
    private TurnQueue<String> queue = queue("80%");

    private TurnQueue<String> queue(String share) {
        UrgentSettings settings = TestSettings.with("vidu.urgent.share", share).urgent();
        return new TurnQueue<>(settings, TestSettings.with().shares(), time::currentTimeNanos);
    }

    private void add(boolean urgent, String batch, String project, int count) {
        String name = (urgent ? "urgent/" : "") + batch + "/" + project + "/";
        IntStream.range(0, count).forEach(i -> queue.add(new Lane(urgent, batch, project), name + i));
    }

    private String next() {
        String next = queue.peek().orElseThrow();
        queue.poll();
        return next;
    }

    private List<String> next(int count) {
        return IntStream.range(0, count).mapToObj(i -> next()).toList();
    }

    @Test
    void aSingleRequestIsNextButOneBehindABatch() {
        add(false, "table", "", 10_000);
        add(false, "", "", 1);

        assertThat(next(2)).containsExactly("table//0", "//0");
    }

    /** A table whose rows name a project each takes no more turns than one that names none. */
    @Test
    void aBatchOfManyProjectsTakesOneTurnInTwo() {
        IntStream.range(0, 200).forEach(i -> add(false, "table", "customer-" + i, 5));
        add(false, "", "film", 20);

        assertThat(next(40)).filteredOn(who -> who.startsWith("/film")).hasSize(20);
    }

    @Test
    void projectsGetEqualSharesHoweverMuchTheyAskFor() {
        add(false, "", "a", 1_000);
        add(false, "", "b", 10);
        add(false, "", "c", 100);

        List<String> served = next(30);

        assertThat(served).filteredOn(who -> who.startsWith("/b")).hasSize(10);
        assertThat(served).filteredOn(who -> who.startsWith("/c")).hasSize(10);
    }

    @Test
    void anUrgentRequestIsNextWhoeverWaits() {
        add(false, "table", "", 100);
        add(false, "", "", 100);
        next(37);
        add(true, "", "", 1);

        assertThat(next()).isEqualTo("urgent///0");
    }

    @Test
    void urgentRequestsThatKeepComingLeaveOthersTheirShare() {
        add(true, "", "", 1_000);
        add(false, "", "", 1_000);

        assertThat(next(100)).filteredOn(who -> who.startsWith("urgent")).hasSize(80);
    }

    /** Each finds the queue free of urgent ones: what it may take must not begin anew. */
    @Test
    void urgentRequestsThatComeOneByOneLeaveOthersTheirShare() {
        queue = queue("50%");
        add(false, "", "", 1_000);
        List<String> served = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            if (queue.urgent() == 0) {
                queue.add(new Lane(true, "", ""), "urgent" + i);
            }
            served.add(next());
        }

        assertThat(served).filteredOn(who -> who.startsWith("urgent")).hasSize(50);
    }

    @Test
    void whatNobodyElseWaitsForIsTakenFromNoShare() {
        queue = queue("10%");
        add(true, "", "", 100);
        next(99);
        add(false, "", "", 10);

        assertThat(next()).isEqualTo("urgent///99");
    }

    @Test
    void aShareOfAllLeavesOthersNothingUntilOneHasWaitedForTooLong() {
        queue = queue("100%");
        add(false, "", "", 10);
        add(true, "", "", 1_000);
        assertThat(next(100)).allMatch(who -> who.startsWith("urgent"));
        time.set(time.currentTimeNanos() + AGEING.toNanos() - 1);
        assertThat(next(100)).allMatch(who -> who.startsWith("urgent"));

        time.set(time.currentTimeNanos() + 1);

        assertThat(next(20)).filteredOn(who -> who.startsWith("//")).hasSize(10);
        assertThat(next(100)).allMatch(who -> who.startsWith("urgent"));
    }

    @Test
    void whoLeavesTakesNobodysTurn() {
        add(false, "one", "", 2);
        add(false, "two", "", 2);
        add(false, "three", "", 1);
        assertThat(next()).isEqualTo("one//0");

        assertThat(queue.remove("two//0")).isTrue();
        assertThat(queue.remove("three//0")).isTrue();

        assertThat(queue.remove("three//0")).isFalse();
        assertThat(next(2)).containsExactly("two//1", "one//1");
        assertThat(queue.peek()).isEmpty();
    }

    @Test
    void whoWaitsLongestIsKnownWhicheverLaneItWaitsIn() {
        assertThat(queue.oldestNanos()).isEmpty();
        time.set(7);
        add(true, "", "", 1);
        time.set(8);
        add(false, "", "", 1);

        assertThat(queue.oldestNanos()).hasValue(7);
        next();
        assertThat(queue.oldestNanos()).hasValue(8);
    }

    /**
     * Whoever comes and goes at random: within a lane the order stays; the first of a lane that is not urgent waits for no more
     * grants than there are lanes, and what urgent ones take of it; and of any grants in a row that others got or waited for, urgent
     * ones have no more than their share.
     */
    @Test
    void theBoundsHoldInAnyTraffic() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int percent = 10 + random.nextInt(90);
            queue = queue(percent + "%");
            new Traffic(random, percent, "seed " + SEED + ", round " + round).run(1_000);
        }
    }

    private final class Traffic {

        private static final int BATCHES = 4;
        private static final int PROJECTS = 5;

        private final Random random;
        private final int percent;
        private final String seed;
        private final Map<Lane, Queue<String>> model = new HashMap<>();
        private final Map<Lane, Integer> passed = new HashMap<>();
        private final List<Boolean> counted = new ArrayList<>();
        private int names;

        Traffic(Random random, int percent, String seed) {
            this.random = random;
            this.percent = percent;
            this.seed = seed;
        }

        void run(int steps) {
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> come();
                    case 2 -> go();
                    default -> grant();
                }
            }
            assertShareIsKept();
        }

        private Lane anyLane() {
            return new Lane(random.nextInt(3) > 0, "b" + random.nextInt(BATCHES), "p" + random.nextInt(PROJECTS));
        }

        private void come() {
            Lane lane = anyLane();
            String name = "n" + names++;
            queue.add(lane, name);
            model.computeIfAbsent(lane, unknown -> new ArrayDeque<>()).add(name);
        }

        private void go() {
            List<Lane> lanes = new ArrayList<>(model.keySet());
            if (!lanes.isEmpty() && random.nextInt(4) == 0) {
                Lane lane = lanes.get(random.nextInt(lanes.size()));
                List<String> waiting = new ArrayList<>(model.get(lane));
                String leaving = waiting.get(random.nextInt(waiting.size()));
                assertThat(queue.remove(leaving)).as(seed).isTrue();
                model.get(lane).remove(leaving);
                model.values().removeIf(Queue::isEmpty);
                passed.keySet().retainAll(model.keySet());
            }
        }

        private void grant() {
            Optional<String> next = queue.peek();
            assertThat(next.isPresent()).as(seed).isEqualTo(!model.isEmpty());
            if (next.isEmpty()) {
                return;
            }
            queue.poll();
            Lane served = model.keySet().stream()
                    .filter(lane -> next.get().equals(model.get(lane).peek()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(next.get() + " is not the first of its lane, " + seed));
            if (model.keySet().stream().anyMatch(lane -> !lane.urgent())) {
                counted.add(served.urgent());
            }
            model.get(served).remove();
            model.values().removeIf(Queue::isEmpty);
            count(served);
        }

        /** Of turns of those that are as urgent as itself. */
        private void count(Lane served) {
            passed.keySet().retainAll(model.keySet());
            for (Lane lane : model.keySet()) {
                if (lane.equals(served)) {
                    passed.remove(lane);
                } else if (lane.urgent() == served.urgent()) {
                    int turns = passed.merge(lane, 1, Integer::sum);
                    assertThat(turns).as("turns of others, " + seed).isLessThan(BATCHES * PROJECTS);
                }
            }
        }

        private void assertShareIsKept() {
            for (int begin = 0; begin < counted.size(); begin++) {
                int urgent = 0;
                for (int end = begin; end < counted.size(); end++) {
                    urgent += counted.get(end) ? 1 : 0;
                    int grants = end - begin + 1;
                    assertThat(urgent)
                            .as("urgent of %s grants at %s%%, %s", grants, percent, seed)
                            .isLessThanOrEqualTo((grants * percent + 99) / 100);
                }
            }
        }
    }

    @Test
    void tenThousandThatWaitAreServedInNoTime() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 10_000).boxed().toList());
        Collections.shuffle(order, new Random(SEED));
        order.forEach(i -> queue.add(new Lane(i % 7 == 0, "b" + i % 100, "p" + i % 11), "n" + i));
        order.subList(0, 5_000).forEach(i -> assertThat(queue.remove("n" + i)).isTrue());

        assertThat(next(5_000)).doesNotHaveDuplicates();
        assertThat(queue.isEmpty()).isTrue();
    }
}
