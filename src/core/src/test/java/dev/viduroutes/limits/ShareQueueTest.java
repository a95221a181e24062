package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What projects get while others wait. */
class ShareQueueTest {

    private static final long SEED = 20_261_130;

    private ShareQueue<String> queue = queue("vidu.share.three", "3", "vidu.share.one", "1");
    private int names;

    private static ShareQueue<String> queue(String... settings) {
        return new ShareQueue<>(settings(settings).shares());
    }

    private static Settings settings(String... settings) {
        return TestSettings.with(settings);
    }

    private void add(String project, int count) {
        add("", project, count);
    }

    private void add(String batch, String project, int count) {
        IntStream.range(0, count)
                .forEach(i -> queue.add(new Lane(false, batch, project), project + "/" + batch + "/" + names++, 0));
    }

    private String next() {
        String next = queue.peek();
        queue.poll();
        return next.substring(0, next.indexOf('/'));
    }

    /** @return how many of so many grants each project gets */
    private Map<String, Integer> next(int count) {
        Map<String, Integer> got = new HashMap<>();
        IntStream.range(0, count).forEach(i -> got.merge(next(), 1, Integer::sum));
        return got;
    }

    /** Each project has somebody waiting all the time: who is served comes again. */
    private Map<String, Integer> nextOfMany(int count) {
        Map<String, Integer> got = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String project = next();
            add(project, 1);
            got.merge(project, 1, Integer::sum);
        }
        return got;
    }

    @Test
    void twoProjectsGetOneToThree() {
        add("one", 400);
        add("three", 400);

        Map<String, Integer> got = next(400);

        assertThat(got.get("one")).isCloseTo(100, within(1));
        assertThat(next(4)).containsEntry("three", 3).containsEntry("one", 1);
    }

    @Test
    void aProjectWithoutAShareHasOneOfItsOwnAndSoHasNoProject() {
        add("three", 100);
        add("sea", 100);
        add("land", 100);
        add("", 100);
        next(6);

        assertThat(next(60)).isEqualTo(Map.of("three", 30, "sea", 10, "land", 10, "", 10));
    }

    @Test
    void projectsWithoutAShareHaveOneTogetherIfTheOperatorSaysSo() {
        queue = queue("vidu.share.three", "3", "vidu.share.*", "2", "vidu.shares.others", "together");
        add("three", 100);
        add("sea", 100);
        add("land", 100);

        assertThat(next(50)).isEqualTo(Map.of("three", 30, "sea", 10, "land", 10));
    }

    @Test
    void anIdleShareIsUsedByOthersAtOnce() {
        add("one", 1_000);
        assertThat(next(500)).isEqualTo(Map.of("one", 500));
        add("three", 3);

        assertThat(next(5)).containsEntry("three", 3);
        assertThat(next(100)).isEqualTo(Map.of("one", 100));
    }

    @Test
    void whoComesBackHasNothingSavedUpAndNothingToMakeUpFor() {
        add("one", 1);
        add("three", 1);
        nextOfMany(400);
        queue = queue("vidu.share.three", "3", "vidu.share.one", "1", "vidu.share.away", "1");
        add("one", 1);
        add("three", 1);
        nextOfMany(4_000);
        add("away", 1);
        Map<String, Integer> first = nextOfMany(50);
        next(3);
        add("one", 1);
        nextOfMany(4_000);
        add("three", 1);

        assertThat(first).isEqualTo(Map.of("one", 10, "three", 30, "away", 10));
        assertThat(nextOfMany(40)).isEqualTo(Map.of("one", 10, "three", 30));
    }

    /** Whoever leaves the queue after each grant, and comes again before the next one, as urgent as he may be. */
    @Test
    void whoComesOneByOneGetsNoMoreThanWhoWaits() {
        add("three", 1_000);
        add("one", 1);

        assertThat(nextOfMany(400).get("one")).isCloseTo(100, within(1));
    }

    @Test
    void inventedNamesThatComeOneAfterTheOtherDoNotKeepAnHonestProjectFromItsTurn() {
        add("one", 1_000);
        int honest = 0;
        for (int i = 0; i < 1_000; i++) {
            if (queue.size() == 1_000 - honest) {
                add("invented-" + i, 1);
            }
            honest += next().equals("one") ? 1 : 0;
        }

        assertThat(honest).isCloseTo(500, within(1));
    }

    @Test
    void aThousandInventedNamesAreAThousandProjectsOrOne() {
        add("three", 1_000);
        IntStream.range(0, 1_000).forEach(i -> add("invented-" + i, 1));
        assertThat(next(334).get("three")).isCloseTo(1, within(3));
        queue = queue("vidu.share.three", "3", "vidu.shares.others", "together");
        add("three", 1_000);
        IntStream.range(0, 1_000).forEach(i -> add("invented-" + i, 1));

        assertThat(next(400).get("three")).isCloseTo(300, within(1));
    }

    /** Ten wait at any time: all else is forgotten. */
    @Test
    @Timeout(30)
    void aMillionNamesLeaveNothingBehind() {
        IntStream.range(0, 10).forEach(i -> add("invented-" + i, 1));
        for (int i = 10; i < 1_000_000; i++) {
            add("invented-" + i, 1);
            next();
        }
        next(10);

        assertThat(queue)
                .usingRecursiveComparison()
                .ignoringFields("lastGrant", "turns", "settings")
                .isEqualTo(queue());
    }

    @Test
    void withinAProjectItsBatchesTakeTurnsAndTheOrderStays() {
        add("table", "three", 100);
        add("list", "three", 100);
        add("", "three", 100);
        List<String> served = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            served.add(queue.peek());
            queue.poll();
        }

        assertThat(served)
                .containsExactly(
                        "three/table/0",
                        "three/list/100",
                        "three//200",
                        "three/table/1",
                        "three/list/101",
                        "three//201",
                        "three/table/2",
                        "three/list/102",
                        "three//202");
    }

    /** A project that brings five batches takes no more than its share. */
    @Test
    void batchesOfAProjectShareItsShare() {
        IntStream.range(0, 5).forEach(i -> add("batch-" + i, "one", 100));
        add("three", 400);

        assertThat(next(80)).isEqualTo(Map.of("one", 20, "three", 60));
    }

    @Test
    void whoLeavesGainsNothingByIt() {
        add("three", 1_000);
        add("one", 1);
        int got = 0;
        for (int i = 0; i < 400; i++) {
            queue.remove(
                    queue.all().filter(who -> who.startsWith("one")).findFirst().orElse(""));
            add("one", 1);
            got += next().equals("one") ? 1 : 0;
        }

        assertThat(got).isLessThanOrEqualTo(101);
    }

    /** Golestani's bound: what two that wait all the time get differs by no more than a grant of each, in terms of their shares. */
    @Test
    void theBoundHoldsInAnyTraffic() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int[] shares = random.ints(6, 1, 2 + random.nextInt(50)).toArray();
            String[] settings = new String[12];
            Arrays.setAll(settings, i -> i % 2 == 0 ? "vidu.share.p" + i / 2 : "" + shares[i / 2]);
            queue = queue(settings);
            new Traffic(random, shares, "seed " + SEED + ", round " + round).run();
        }
    }

    private final class Traffic {

        private final Random random;
        private final int[] shares;
        private final String seed;
        private final int[] waiting;
        /** For each pair, what each got since both wait. */
        private final double[][] got;

        Traffic(Random random, int[] shares, String seed) {
            this.random = random;
            this.shares = shares;
            this.seed = seed;
            waiting = new int[shares.length];
            got = new double[shares.length][shares.length];
        }

        void run() {
            for (int i = 0; i < 2_000; i++) {
                int project = random.nextInt(shares.length);
                if (random.nextInt(3) == 0) {
                    int count = random.nextInt(40);
                    add("p" + project, count);
                    waiting[project] += count;
                } else if (!queue.isEmpty()) {
                    granted(Integer.parseInt(next().substring(1)));
                }
            }
        }

        private void granted(int project) {
            waiting[project]--;
            for (int other = 0; other < shares.length; other++) {
                if (other == project) {
                    continue;
                }
                got[project][other] += 1.0 / shares[project];
                if (waiting[project] == 0 || waiting[other] == 0) {
                    got[project][other] = 0;
                    got[other][project] = 0;
                }
                assertThat(Math.abs(got[project][other] - got[other][project]))
                        .as("p%s of %s and p%s of %s, %s", project, shares[project], other, shares[other], seed)
                        .isLessThanOrEqualTo(1.0 / shares[project] + 1.0 / shares[other] + 1e-9);
            }
        }
    }

    /** Slots, and tasks that take as long as they take: what is shared is grants, however long each holds its slot. */
    @Test
    void sharesAreOfGrantsHoweverLongTheTasksTake() {
        add("one", 400);
        add("three", 400);
        Map<String, Integer> granted = new HashMap<>();
        Map<String, Double> held = new HashMap<>();
        PriorityQueue<Double> ends = new PriorityQueue<>();
        Random random = new Random(SEED);
        for (int i = 0; i < 400; i++) {
            double now = ends.size() < 10 ? 0 : ends.remove();
            String project = next();
            double took = (project.equals("one") ? 240 : 60) * (0.5 + random.nextDouble());
            ends.add(now + took);
            granted.merge(project, 1, Integer::sum);
            held.merge(project, took, Double::sum);
        }

        assertThat(granted.get("one")).isCloseTo(100, within(5));
        assertThat(held.get("one") / held.get("three")).isCloseTo(4.0 / 3, within(0.2));
    }

    /** Each process has its own queue, in which both projects wait; a slot that it gives back goes to the next in that queue. */
    @Test
    void twoProcessesWithBothProjectsEachKeepTheSharesTogether() throws Exception {
        InMemorySlotStore store = new InMemorySlotStore(10);
        List<Process> processes = List.of(new Process(store), new Process(store));
        processes.forEach(process -> IntStream.range(0, 5).forEach(i -> process.start("first")));
        processes.forEach(process -> IntStream.range(0, 800).forEach(i -> process.start(i % 2 == 0 ? "three" : "one")));
        processes.forEach(Process::work);

        List<String> served = processes.stream()
                .flatMap(process -> process.served.stream().skip(5).limit(200))
                .toList();
        assertThat(store.inUse()).isEqualTo(10);
        assertThat(served).filteredOn("one"::equals).hasSizeBetween(95, 105);
    }

    private static final class Process {

        private final SettableMeter time = new SettableMeter();
        private final TickingPool timer = new TickingPool(time);
        private final TaskSlots slots;
        private final List<String> served = new ArrayList<>();
        private int requests;

        Process(InMemorySlotStore store) {
            slots = new TaskSlots(settings("vidu.share.three", "3"), store, timer, time::currentTimeNanos);
        }

        void start(String project) {
            String holder = project + requests++ + "@" + System.identityHashCode(this);
            long tookMillis = 60_000 + requests * 7_919L % 30_000;
            slots.take(holder, new Lane(false, "", project)).thenRun(() -> {
                served.add(project);
                timer.schedule(() -> slots.free(holder), tookMillis, TimeUnit.MILLISECONDS);
            });
        }

        void work() {
            timer.pass(Duration.ofMinutes(75).toNanos());
            timer.shutdownNow();
        }
    }
}
