package dev.viduroutes.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides which fault strikes: first those that the prompt asked for, in its order; then those that strike a random share
 * of all occasions (each POST, status call, download or accepted task draws anew).
 */
final class FaultRates {

    private static final int PROMPTS_KEPT = 100_000;

    private final Map<Trigger, Double> shares;
    private final Random random;
    private final Map<String, FaultSubject> prompts = new LinkedHashMap<>();

    FaultRates(Map<Trigger, Double> shares, Random random) {
        this.shares = new LinkedHashMap<>(shares);
        this.random = random;
    }

    /** @return the subject for the POSTs with this very prompt; the same for every call */
    synchronized FaultSubject ofPrompt(String prompt) {
        FaultSubject known = prompts.get(prompt);
        if (known != null) {
            return known;
        }
        if (prompts.size() >= PROMPTS_KEPT) {
            prompts.remove(prompts.keySet().iterator().next());
        }
        FaultSubject added = new FaultSubject(Trigger.in(prompt));
        prompts.put(prompt, added);
        return added;
    }

    /** @return the first fault of {@code kinds} that is due, which uses up one of its times */
    Optional<Trigger> take(FaultSubject subject, Set<Fault> kinds) {
        return Stream.concat(subject.triggers().stream(), drawn(kinds).stream())
                .filter(trigger -> kinds.contains(trigger.fault()))
                .filter(subject::strike)
                .findFirst();
    }

    Optional<Trigger> take(FaultSubject subject, Fault kind) {
        return take(subject, Set.of(kind));
    }

    private synchronized List<Trigger> drawn(Set<Fault> kinds) {
        return shares.entrySet().stream()
                .filter(share -> kinds.contains(share.getKey().fault()))
                .filter(share -> random.nextDouble() < share.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }
}
