package dev.viduroutes.sandbox.junit;

import dev.viduroutes.sandbox.Ledger;
import dev.viduroutes.sandbox.Sandbox;
import dev.viduroutes.sandbox.SandboxS3;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The sandbox of a test class: what its routes are to be set up with, its faults, and what it billed and saw. */
public final class RunningSandbox implements AutoCloseable {

    private static final String KEY = "sandbox-key";
    private static final String BUCKET = "vidu-sandbox";

    private final Path folder;
    private final double timeScale;
    private final int concurrentTasks;
    private final Sandbox api;
    private final SandboxS3 s3;

    private RunningSandbox(Path folder, ViduSandbox options) {
        this.folder = folder;
        timeScale = options.timeScale();
        concurrentTasks = options.concurrentTasks();
        api = Sandbox.builder()
                .apiKey(KEY)
                .timeScale(timeScale)
                .taskDuration(Duration.ofSeconds(30), 0.1)
                .limits(options.requests(), Duration.ofMinutes(1), concurrentTasks)
                .start();
        s3 = SandboxS3.start(folder.resolve("s3"), BUCKET, 0, KEY, KEY);
    }

    static RunningSandbox start(ViduSandbox options) {
        try {
            return new RunningSandbox(Files.createTempDirectory("vidu-sandbox"), options);
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    /**
     * What the routes need to use this sandbox: address, keys, bucket, waits that fit its time, and a home of their
     * own, which is a new one at every call.
     *
     * @return settings of vidu-routes, for the properties of a Camel context
     */
    public Properties settings() {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "vidu.home",
                home(),
                "vidu.api.base-url",
                api.baseUri().toString(),
                "vidu.api.key",
                KEY,
                "vidu.limits.requests",
                "100000",
                "vidu.limits.concurrent-tasks",
                Integer.toString(concurrentTasks),
                "vidu.delivery.allow-private",
                "true",
                "vidu.s3.bucket",
                BUCKET,
                "vidu.s3.endpoint",
                s3.endpoint().toString(),
                "vidu.s3.access-key",
                KEY,
                "vidu.s3.secret-key",
                KEY));
        settings.putAll(Map.of(
                "vidu.retry.first-delay", scaled(Duration.ofSeconds(2)),
                "vidu.retry.max-delay", scaled(Duration.ofMinutes(1)),
                "vidu.account.retry-interval", scaled(Duration.ofSeconds(20)),
                "vidu.submit.grace", scaled(Duration.ofSeconds(30)),
                "vidu.poll.first-delay", scaled(Duration.ofSeconds(20)),
                "vidu.poll.interval", scaled(Duration.ofSeconds(5)),
                "vidu.intake.file.poll-interval", "50ms",
                "vidu.intake.file.settle", "0s"));
        return settings;
    }

    /** The API: outages, a blocked account, connections that break. Words in a prompt make other faults. */
    public Sandbox api() {
        return api;
    }

    /** The S3 server: it can be stopped and restarted. */
    public SandboxS3 s3() {
        return s3;
    }

    /** What the API billed and saw up to now. */
    public Ledger ledger() {
        return api.ledger();
    }

    /** @return the file that is the object of this key in the bucket; it exists if the object does */
    public Path object(String key) {
        return s3.folder().resolve(BUCKET).resolve(key);
    }

    @Override
    public void close() {
        api.close();
        s3.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private String home() {
        try {
            return Files.createTempDirectory(folder, "home").toString();
        } catch (IOException noFolder) {
            throw new UncheckedIOException(noFolder);
        }
    }

    /** The shortest wait of the settings is 10 ms, but where they ask for 100 ms. */
    private String scaled(Duration real) {
        return Math.max(100, Math.round(real.toMillis() / timeScale)) + "ms";
    }
}
