package dev.viduroutes.spending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.money.Quote;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.CapSettings.Period;
import dev.viduroutes.spending.RecentSpending.Spent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Days of requests that cost different amounts and wait for one cap: who goes on, and when. */
class CapQueueSimulationTest {

    private static final int CAP = 100;
    private static final int DAYS = 60;
    private static final Limit LIMIT = new Limit("vidu.cap.day", Period.DAY, "", "", CAP);

    private final long seed = Long.getLong("vidu.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HeldRequests held = new HeldRequests(() -> 0);
    private final Map<String, Quote> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> daysWaited = new HashMap<>();
    private final List<String> made = new ArrayList<>();
    private int number;

    private static Quote quote(String project, int seconds) {
        return new Quote(
                "default",
                false,
                project,
                "text-to-video",
                seconds,
                0,
                "",
                false,
                List.of(LIMIT),
                "2026-03-01",
                "2026-03-01");
    }

    private String come(String project, int seconds) {
        String id = project + "-" + seconds + "s-" + number++;
        waiting.put(id, quote(project, seconds));
        held.add(id, waiting.get(id));
        return id;
    }

    /** Nothing is spent yet: all that there is room for goes on, in any order in which they ask. */
    private int aDay() {
        Room room = new Room(new Spent("2026-03-01", "2026-03-01", Map.of(), RaisedCaps.NONE, 1, 0), Map.of());
        List<String> granted = new ArrayList<>();
        held.forEach((id, quote) -> {
            if (room.fits(quote)) {
                room.take(id, quote);
                granted.add(id);
            }
        });
        int spent = granted.stream().mapToInt(id -> waiting.get(id).seconds()).sum();
        assertThat(spent).as("seed %d", seed).isLessThanOrEqualTo(CAP);
        granted.forEach(id -> {
            held.remove(id);
            waiting.remove(id);
            made.add(id);
        });
        waiting.forEach((id, quote) -> {
            assertThat(quote.seconds()).as("not one too few, seed %d", seed).isGreaterThan(CAP - spent);
            daysWaited.merge(id, 1, Integer::sum);
        });
        return spent;
    }

    @Test
    void theDearestIsMadeOnTheDayOnWhichItIsFirstHoweverManyCheapOnesCome() {
        for (int day = 0; day < DAYS; day++) {
            for (int i = 0; i < 2 * CAP; i++) {
                come("cheap", 1);
            }
            come("dear", CAP - 1);
            aDay();
        }

        long dear = made.stream().filter(id -> id.startsWith("dear")).count();
        long cheap = made.stream().filter(id -> id.startsWith("cheap")).count();
        assertThat(dear).as("every other day, since each project gets as much").isBetween(DAYS / 2 - 1L, DAYS / 2 + 1L);
        assertThat(cheap).isGreaterThan(CAP * (DAYS / 2L - 1));
    }

    @Test
    void withinAProjectNobodyWaitsLongerThanThoseBeforeItCost() {
        Map<String, Integer> before = new HashMap<>();
        for (int day = 0; day < DAYS; day++) {
            for (int i = 0; i < 30; i++) {
                int cost = waiting.values().stream().mapToInt(Quote::seconds).sum();
                before.put(come("one", 1 + random.nextInt(16)), cost);
            }
            aDay();
        }

        // A day's rest is at most 15 s: more would have been enough for the next one in the line.
        assertThat(made)
                .hasSizeGreaterThan(DAYS)
                .allSatisfy(id -> assertThat(daysWaited.getOrDefault(id, 0))
                        .as("%s, seed %d", id, seed)
                        .isLessThanOrEqualTo(before.get(id) / (CAP - 15) + 1));
    }

    @Test
    void aProjectThatBringsLittleDoesNotWaitForOneThatBringsMuch() {
        for (int i = 0; i < 50 * CAP; i++) {
            come("much", 1);
        }
        aDay();
        for (int day = 0; day < 10; day++) {
            come("little", 5);
            aDay();
        }

        assertThat(made).filteredOn(id -> id.startsWith("little")).hasSize(10);
        assertThat(daysWaited).noneSatisfy((id, days) -> assertThat(id).startsWith("little"));
    }
}
