package dev.viduroutes.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How the sandbox behaves. All durations are unscaled: as the vendor's would be.
 *
 * @param timeScale how many times faster than real time, above 0, at most 10,000
 * @param taskDurationSigma spread of the log-normal task duration, 0 to 3
 * @param accounts one or more, with names and keys of their own
 * @param publicUri what result URLs begin with; empty for the address the sandbox listens on
 */
record SandboxSettings(
        String host,
        int port,
        Set<String> models,
        double timeScale,
        Duration taskDuration,
        double taskDurationSigma,
        Duration resultLife,
        List<AccountTerms> accounts,
        Tariff tariff,
        long seed,
        Map<Trigger, Double> faultRates,
        Optional<URI> publicUri) {

    private static final Duration LONGEST = Duration.ofDays(365);

    SandboxSettings {
        require(port >= 0 && port <= 65_535, "port", port, "0 to 65535");
        require(!models.isEmpty(), "models", models, "at least one model");
        require(timeScale > 0 && timeScale <= 10_000, "timeScale", timeScale, "above 0, at most 10000");
        requireDuration("taskDuration", taskDuration);
        require(taskDurationSigma >= 0 && taskDurationSigma <= 3, "sigma", taskDurationSigma, "0 to 3");
        requireDuration("resultLife", resultLife);
        requireOwn("name", AccountTerms::name, accounts);
        requireOwn("apiKey", AccountTerms::apiKey, accounts);
        faultRates.forEach((trigger, share) -> require(
                share >= 0 && share <= 1, "faultRate of " + trigger.fault().word(), share, "0 to 1"));
        models = Set.copyOf(models);
        accounts = List.copyOf(accounts);
        faultRates = Map.copyOf(faultRates);
    }

    private static void requireOwn(String what, Function<AccountTerms, String> value, List<AccountTerms> accounts) {
        accounts.stream()
                .map(value)
                .filter(one -> accounts.stream().map(value).filter(one::equals).count() > 1)
                .findFirst()
                .ifPresent(twice -> require(false, "account " + what, twice, "another one in each account"));
    }

    static void requireDuration(String name, Duration value) {
        boolean fits = value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0;
        require(fits, name, value, "above 0, at most 365 days");
    }

    static void require(boolean condition, String name, Object found, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("sandbox " + name + " is " + found + "; it must be " + rule);
        }
    }
}
