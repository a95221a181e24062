package dev.viduroutes.sandbox;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
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
    private long seed = 1;
    private final Map<Trigger, Double> faultRates = new LinkedHashMap<>();
    private Optional<URI> publicUri = Optional.empty();
    private LongSupplier nanoTime = System::nanoTime;

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

    /** The one key that is accepted; {@code sandbox-key} unless said. */
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

    /** The account's limits: 60 requests in any 60 s, 10 concurrent tasks, unless said. */
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

    /** What the account holds at the start, in USD; 1000 unless said. */
    public SandboxBuilder balance(double usd) {
        this.balance = usd;
        return this;
    }

    /** What one second of video costs, in USD, to the millionth; 0.05 unless said. */
    public SandboxBuilder pricePerSecond(double usd) {
        this.pricePerSecond = usd;
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
                apiKey,
                models,
                timeScale,
                taskDuration,
                sigma,
                requests,
                window,
                concurrentTasks,
                resultLife,
                balance,
                pricePerSecond,
                seed,
                faultRates,
                publicUri);
    }
}
