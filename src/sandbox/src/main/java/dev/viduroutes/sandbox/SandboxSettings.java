package dev.viduroutes.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the sandbox behaves. All durations are unscaled: as the vendor's would be.
 *
 * @param timeScale how many times faster than real time, above 0, at most 10,000
 * @param taskDurationSigma spread of the log-normal task duration, 0 to 3
 * @param requestLimit requests let in per rolling {@code requestWindow}, 1 or more
 * @param concurrentTasks tasks pending or processing at the same time, 1 or more
 * @param publicUri what result URLs begin with; empty for the address the sandbox listens on
 */
record SandboxSettings(
        String host,
        int port,
        String apiKey,
        Set<String> models,
        double timeScale,
        Duration taskDuration,
        double taskDurationSigma,
        int requestLimit,
        Duration requestWindow,
        int concurrentTasks,
        Duration resultLife,
        double balance,
        double pricePerSecond,
        long seed,
        Map<Trigger, Double> faultRates,
        Optional<URI> publicUri) {

    private static final Duration LONGEST = Duration.ofDays(365);

    SandboxSettings {
        require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
        require(!apiKey.isBlank(), "apiKey", "blank", "at least one character");
        require(!models.isEmpty(), "models", models, "at least one model");
        require(timeScale > 0 && timeScale <= 10_000, "timeScale", timeScale, "above 0, at most 10000");
        requireDuration("taskDuration", taskDuration);
        require(taskDurationSigma >= 0 && taskDurationSigma <= 3, "sigma", taskDurationSigma, "0 to 3");
        require(requestLimit >= 1, "limits.requests", requestLimit, "1 or more");
        requireDuration("limits.window", requestWindow);
        require(concurrentTasks >= 1, "limits.concurrentTasks", concurrentTasks, "1 or more");
        requireDuration("resultLife", resultLife);
        require(balance >= 0 && balance <= 1e9, "balance", balance, "0 to 1000000000 USD");
        require(pricePerSecond >= 0 && pricePerSecond <= 1e6, "pricePerSecond", pricePerSecond, "0 to 1000000 USD");
        faultRates.forEach((trigger, share) -> require(
                share >= 0 && share <= 1, "faultRate of " + trigger.fault().word(), share, "0 to 1"));
        models = Set.copyOf(models);
        faultRates = Map.copyOf(faultRates);
    }

    private static void requireDuration(String name, Duration value) {
        boolean fits = value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0;
        require(fits, name, value, "above 0, at most 365 days");
    }

    private static void require(boolean condition, String name, Object found, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("sandbox " + name + " is " + found + "; it must be " + rule);
        }
    }
}
