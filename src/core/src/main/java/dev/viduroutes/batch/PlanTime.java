package dev.viduroutes.batch;

import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.LimitSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * About how long it takes until tasks are done, each at its account, or at the first that is free of several. Tasks that only some
 * accounts can make take no less time for slots that others have. Not thread-safe.
 */
final class PlanTime {

    /** Each task needs one call to be submitted, and one to be asked about. */
    private static final int CALLS = 2;

    /** Tasks that the same accounts can make. */
    private static final class Work {

        private long tasks;
        private Duration whole = Duration.ZERO;
    }

    /**
     * The time of those accounts that need longest.
     *
     * @param open requests that were there before
     * @param each how long one of the new tasks takes
     */
    record Estimate(Duration time, Set<String> accounts, long open, int concurrentTasks, Duration each) {}

    private final List<AccountSettings> accounts;
    private final Map<String, Long> open;
    private final Map<Set<String>, Work> byAccounts =
            new TreeMap<>(Comparator.comparing((Set<String> names) -> String.join(" ", names)));

    /** @param open requests that are there, by account; by an empty name those that any of them may get */
    PlanTime(List<AccountSettings> accounts, Map<String, Long> open) {
        this.accounts = List.copyOf(accounts);
        this.open = Map.copyOf(open);
    }

    /** @param names of the accounts that can make it */
    void add(List<String> names, Duration takes) {
        Work work = byAccounts.computeIfAbsent(new TreeSet<>(names), unknown -> new Work());
        work.tasks++;
        work.whole = work.whole.plus(takes);
    }

    /** @return how many tasks there are for which accounts */
    Map<String, Long> tasks() {
        return byAccounts.entrySet().stream()
                .collect(Collectors.toMap(
                        work -> String.join("|", work.getKey()),
                        work -> work.getValue().tasks,
                        Long::sum,
                        TreeMap::new));
    }

    /** @return nothing without tasks */
    Optional<Estimate> estimate() {
        Set<Set<String>> groups = new HashSet<>(byAccounts.keySet());
        if (!groups.isEmpty()) {
            groups.add(names(accounts));
        }
        return groups.stream().map(this::estimate).max(Comparator.comparing(Estimate::time));
    }

    private static Set<String> names(List<AccountSettings> all) {
        return all.stream().map(AccountSettings::name).collect(Collectors.toSet());
    }

    private Estimate estimate(Set<String> group) {
        List<Work> within = byAccounts.entrySet().stream()
                .filter(work -> group.containsAll(work.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        long tasks = within.stream().mapToLong(work -> work.tasks).sum();
        Duration each = within.stream()
                .map(work -> work.whole)
                .reduce(Duration.ZERO, Duration::plus)
                .dividedBy(Math.max(1, tasks));
        long before = open.entrySet().stream()
                .filter(one -> group.contains(one.getKey()) || group.containsAll(names(accounts)))
                .mapToLong(Map.Entry::getValue)
                .sum();
        LimitSettings limits = accounts.stream()
                .filter(account -> group.contains(account.name()))
                .map(AccountSettings::limits)
                .reduce(LimitSettings::plus)
                .orElseThrow();
        long all = Math.max(1, before + tasks);
        Duration bySlots = each.multipliedBy(all).dividedBy(Math.min(limits.concurrentTasks(), all));
        Duration byCalls = limits.window().multipliedBy(CALLS * all).dividedBy(limits.requests());
        return new Estimate(
                bySlots.compareTo(byCalls) > 0 ? bySlots : byCalls, group, before, limits.concurrentTasks(), each);
    }
}
