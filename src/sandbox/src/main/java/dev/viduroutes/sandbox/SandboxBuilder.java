package dev.viduroutes.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Settings of a {@link Sandbox}, each with the vendor's value as its default. Durations are unscaled. */
public final class SandboxBuilder {

    private String host = "127.0.0.1";
    private int port;
    private String apiKey = "sandbox-key";
    private Set<String> models = Set.of("vidu-q3");
    private double timeScale = 1;
    private Duration taskDuration = Duration.ofSeconds(90);
    private double sigma = 0.25;
    private int requests = 60;
    private Duration window = Duration.ofSeconds(60);
    private int concurrentTasks = 10;
    private Duration resultLife = Duration.ofHours(24);
    private double balance = 1000;
    private double pricePerSecond = 0.05;
    private final Map<String, Double> prices = new LinkedHashMap<>();
    private Refunds refunds = Refunds.ALL;
    /** By name: who names one again replaces it. */
    private final Map<String, AddedAccount> added = new LinkedHashMap<>();

    private long seed = 1;
    private final Map<Trigger, Double> faultRates = new LinkedHashMap<>();
    private Optional<URI> publicUri = Optional.empty();
    private LongSupplier nanoTime = System::nanoTime;

    /** What was not said of it is as with the account {@code default}. */
    private record AddedAccount(String key, Optional<Limits> limits, Optional<Double> balance) {}

    private record Limits(int requests, Duration window, int concurrentTasks) {}

    SandboxBuilder() {}

    /** The address to listen on; {@code 127.0.0.1} unless said. */
    public SandboxBuilder host(String address) {
        this.host = address;
        return this;
    }

    /** The port to listen on; 0 (the default) takes any that is free. */
    public SandboxBuilder port(int number) {
        this.port = number;
        return this;
    }

    /** The key of the account {@code default}; {@code sandbox-key} unless said. */
    public SandboxBuilder apiKey(String key) {
        this.apiKey = key;
        return this;
    }

    /** The models that exist; only {@code vidu-q3} unless said. All follow the rules of {@code vidu-q3}. */
    public SandboxBuilder models(String... names) {
        this.models = Set.of(names);
        return this;
    }

    /** How many times faster than real time every duration runs: above 0, at most 10,000; 1 unless said. */
    public SandboxBuilder timeScale(double factor) {
        this.timeScale = factor;
        return this;
    }

    /** Log-normal task duration: its median (90 s unless said) and sigma (0.25 unless said; 0 = always the median). */
    public SandboxBuilder taskDuration(Duration median, double spread) {
        this.taskDuration = median;
        this.sigma = spread;
        return this;
    }

    /** The limits of each account: 60 requests in any 60 s, 10 concurrent tasks, unless said. */
    public SandboxBuilder limits(int requestsPerWindow, Duration rollingWindow, int tasks) {
        this.requests = requestsPerWindow;
        this.window = rollingWindow;
        this.concurrentTasks = tasks;
        return this;
    }

    /** How long a result URL works; 24 h unless said. */
    public SandboxBuilder resultLife(Duration life) {
        this.resultLife = life;
        return this;
    }

    /** What each account holds at the start, in USD; 1000 unless said. */
    public SandboxBuilder balance(double usd) {
        this.balance = usd;
        return this;
    }

    /** What one second of video costs that no {@link #price} names, in USD, to the millionth; 0.05 unless said. */
    public SandboxBuilder pricePerSecond(double usd) {
        this.pricePerSecond = usd;
        return this;
    }

    /**
     * What one second of video costs of this mode and resolution, whatever provider makes it.
     *
     * @param mode one of the contract, or {@code *} for any
     * @param resolution {@code 540p}, {@code 720p}, {@code 1080p}, or {@code *} for any; a request that names none is made
     *     in {@code 720p}
     * @param usd 0 to 1,000,000, to the millionth
     */
    public SandboxBuilder price(String mode, String resolution, double usd) {
        prices.put(mode + "." + resolution, usd);
        return this;
    }

    /** The same for one provider, which counts before what holds for all; a request that names none is of {@code auto}. */
    public SandboxBuilder price(String provider, String mode, String resolution, double usd) {
        return price(provider + "." + mode, resolution, usd);
    }

    /** Whether failed tasks are given back; they are unless said. */
    public SandboxBuilder refunds(boolean all) {
        this.refunds = new Refunds(all, Set.of());
        return this;
    }

    /** Of failed tasks, only those that failed with one of these codes are given back. */
    public SandboxBuilder refundsOf(String... failCodes) {
        this.refunds = new Refunds(false, Set.of(failCodes));
        return this;
    }

    /**
     * One more account, beside the one named {@code default}, with limits of its own that are as large as those of each
     * account. Tasks, windows, slots and money of the accounts know nothing of each other.
     *
     * @param name 1 to 100 letters, digits, {@code .}, {@code _} or {@code -}
     * @param key no other account's
     */
    public SandboxBuilder account(String name, String key) {
        added.put(name, new AddedAccount(key, Optional.empty(), Optional.empty()));
        return this;
    }

    /** The same, with limits of its own size; it holds as much as each account. */
    public SandboxBuilder account(String name, String key, int requestsPerWindow, Duration rollingWindow, int tasks) {
        Limits limits = new Limits(requestsPerWindow, rollingWindow, tasks);
        added.put(name, new AddedAccount(key, Optional.of(limits), Optional.empty()));
        return this;
    }

    /** The same, with what it holds at the start, in USD. */
    public SandboxBuilder account(
            String name, String key, int requestsPerWindow, Duration rollingWindow, int tasks, double usd) {
        Limits limits = new Limits(requestsPerWindow, rollingWindow, tasks);
        added.put(name, new AddedAccount(key, Optional.of(limits), Optional.of(usd)));
        return this;
    }

    /** Where task durations and random faults come from: the same seed gives the same sequence. */
    public SandboxBuilder seed(long value) {
        this.seed = value;
        return this;
    }

    /**
     * Applies a trigger, like {@code submit=503x1}, to a random share of its occasions.
     *
     * @param share 0 to 1
     */
    public SandboxBuilder faultRate(String trigger, double share) {
        String text = trigger.startsWith(Trigger.PREFIX) ? trigger.substring(Trigger.PREFIX.length()) : trigger;
        faultRates.put(Trigger.parse(text), share);
        return this;
    }

    /** What result URLs begin with, when callers reach the sandbox under another address. */
    public SandboxBuilder publicUri(URI uri) {
        this.publicUri = Optional.of(uri);
        return this;
    }

    /** Where monotonic time comes from, in nanoseconds; {@link System#nanoTime} unless said. */
    SandboxBuilder nanoTime(LongSupplier source) {
        this.nanoTime = source;
        return this;
    }

    /** Starts listening. */
    public Sandbox start() {
        return Sandbox.start(settings(), nanoTime);
    }

    /** @throws IllegalArgumentException if a value is out of its range */
    SandboxSettings settings() {
        return new SandboxSettings(
                host,
                port,
                models,
                timeScale,
                taskDuration,
                sigma,
                resultLife,
                accounts(),
                tariff(),
                seed,
                faultRates,
                publicUri);
    }

    private List<AccountTerms> accounts() {
        List<AccountTerms> accounts = new ArrayList<>();
        Limits usual = new Limits(requests, window, concurrentTasks);
        accounts.add(terms(AccountTerms.DEFAULT, apiKey, usual, balance));
        added.forEach((name, one) -> accounts.add(
                terms(name, one.key(), one.limits().orElse(usual), one.balance().orElse(balance))));
        return accounts;
    }

    private static AccountTerms terms(String name, String key, Limits limits, double balance) {
        return new AccountTerms(name, key, limits.requests(), limits.window(), limits.concurrentTasks(), balance);
    }

    private Tariff tariff() {
        Map<String, Long> micros = new LinkedHashMap<>();
        prices.forEach((name, usd) -> micros.put(name, micros("price of " + name, usd)));
        return new Tariff(micros("pricePerSecond", pricePerSecond), micros, refunds);
    }

    private static long micros(String name, double usd) {
        SandboxSettings.require(usd >= 0 && usd <= 1e6, name, usd, "0 to 1000000 USD");
        return Micros.of(usd);
    }
}
