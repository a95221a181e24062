package dev.viduroutes.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/**
 * What the operator decided, checked once at the start. Effect, default and range of each key stand in
 * {@code config/application.properties}.
 *
 * @param keys every key that was read
 */
public record Settings(
        Places places,
        Journal journal,
        Intake intake,
        Requests requests,
        Api api,
        Limits limits,
        Retry retry,
        Poll poll,
        Delivery delivery,
        S3 s3,
        Process process,
        Set<String> keys) {

    /** Folders of the gateway itself. */
    public record Places(Path home, Path tmp, Path deadLetters) {}

    /** The file intake. */
    public record Intake(boolean fileEnabled, Path inbox, Path done, Duration pollInterval, Duration settle) {}

    /** What a request document may be. */
    public record Requests(long maxBytes, String schema) {}

    /** The remote API. {@link #toString()} leaves the key out. */
    public record Api(
            URI baseUrl,
            String key,
            String model,
            Duration connectTimeout,
            Duration responseTimeout,
            long maxAnswerBytes) {
        @Override
        public String toString() {
            return "Api[baseUrl=" + baseUrl + ", model=" + model + "]";
        }
    }

    /** The limits of the account: calls per rolling window, and tasks at once. */
    public record Limits(int requests, Duration window, int concurrentTasks) {}

    /** How long to wait before a call is tried again. */
    public record Retry(
            Duration firstDelay,
            Duration maxDelay,
            int submitAttempts,
            int failedTasks,
            Duration accountInterval,
            Duration uncertainGrace,
            boolean resubmitUncertain,
            String failures) {}

    /** The journal's database. {@link #toString()} leaves the password out. */
    public record Journal(String url, String user, String password, Duration lease, Duration retention) {
        @Override
        public String toString() {
            return "Journal[url=" + url + "]";
        }
    }

    /** How a running task is asked about. */
    public record Poll(Duration firstDelay, Duration interval, int notFoundLimit, Duration taskTimeout) {}

    /** How videos are fetched. */
    public record Delivery(
            List<String> hosts,
            boolean allowPrivate,
            long maxBytes,
            Duration responseTimeout,
            Duration downloadTimeout,
            int attempts,
            Duration timeout) {}

    /** Where videos are stored. {@link #toString()} leaves the credentials out. */
    public record S3(
            String bucket,
            String region,
            Optional<URI> endpoint,
            String accessKey,
            String secretKey,
            String keyPattern) {
        @Override
        public String toString() {
            return "S3[bucket=" + bucket + ", region=" + region + ", endpoint=" + endpoint.orElse(null) + "]";
        }
    }

    /** The process. */
    public record Process(int threads, Duration shutdownTimeout) {}

    /**
     * Reads the settings of a Camel context, with Camel's own order: environment, system properties, files.
     *
     * @throws SettingsException naming every key whose value is missing or out of range
     */
    public static Settings of(CamelContext context) {
        return of(key -> context.getPropertiesComponent().resolveProperty(key));
    }

    /** Like {@link #of(CamelContext)}, from any source of values. */
    static Settings of(Function<String, Optional<String>> values) {
        SettingReader read = new SettingReader(values);
        Settings settings = new Settings(
                places(read),
                journal(read),
                intake(read),
                requests(read),
                api(read),
                limits(read),
                retry(read),
                poll(read),
                delivery(read),
                s3(read),
                process(read),
                read.keys());
        read.finish();
        return settings;
    }

    private static Places places(SettingReader read) {
        return new Places(
                read.directory("vidu.home"),
                read.directory("vidu.tmp.directory"),
                read.directory("vidu.dead-letter.directory"));
    }

    private static Journal journal(SettingReader read) {
        return new Journal(
                read.text(
                        "vidu.journal.url",
                        Pattern.compile("jdbc:(sqlite:.+|postgresql:.+)"),
                        "it must start with jdbc:sqlite: or jdbc:postgresql:"),
                read.text("vidu.journal.user", Pattern.compile("[!-~]{0,256}"), "it must be visible ASCII characters"),
                read.secret(
                        "vidu.journal.password",
                        Pattern.compile("[!-~]{0,256}"),
                        "it must be visible ASCII characters"),
                read.duration("vidu.journal.lease", "1s", "1h"),
                read.duration("vidu.journal.retention", "1h", "3650d"));
    }

    private static Intake intake(SettingReader read) {
        return new Intake(
                read.flag("vidu.intake.file.enabled"),
                read.directory("vidu.intake.file.directory"),
                read.directory("vidu.intake.file.done-directory"),
                read.duration("vidu.intake.file.poll-interval", "50ms", "1h"),
                read.duration("vidu.intake.file.settle", "0s", "1h"));
    }

    private static Requests requests(SettingReader read) {
        return new Requests(
                read.bytes("vidu.request.max-bytes", "1KiB", "16MiB"), location(read, "vidu.request.schema"));
    }

    private static String location(SettingReader read, String key) {
        return read.text(key, Pattern.compile("(classpath|file):.+"), "it must start with classpath: or file:");
    }

    private static Api api(SettingReader read) {
        read.text("vidu.api.mode", Pattern.compile("polling"), "it must be polling");
        return new Api(
                read.url("vidu.api.base-url"),
                read.secret(
                        "vidu.api.key",
                        Pattern.compile("[!-~]{1,512}"),
                        "set the environment variable VIDU_API_KEY to your key: 1 to 512 visible ASCII characters"),
                read.text(
                        "vidu.api.model",
                        Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                        "it must be letters, digits, '.', '_' and '-'"),
                read.duration("vidu.api.connect-timeout", "100ms", "5m"),
                read.duration("vidu.api.response-timeout", "100ms", "10m"),
                read.bytes("vidu.api.max-answer-bytes", "1KiB", "64MiB"));
    }

    private static Limits limits(SettingReader read) {
        return new Limits(
                read.integer("vidu.limits.requests", 1, 1_000_000),
                read.duration("vidu.limits.window", "100ms", "1h"),
                read.integer("vidu.limits.concurrent-tasks", 1, 100_000));
    }

    private static Retry retry(SettingReader read) {
        return new Retry(
                read.duration("vidu.retry.first-delay", "10ms", "10m"),
                read.duration("vidu.retry.max-delay", "10ms", "1h"),
                read.integer("vidu.submit.attempts", 1, 1_000),
                read.integer("vidu.retry.failed-tasks", 0, 100),
                read.duration("vidu.account.retry-interval", "100ms", "1h"),
                read.duration("vidu.submit.grace", "0s", "1h"),
                read.text(
                                "vidu.submit.uncertain",
                                Pattern.compile("dead-letter|resubmit"),
                                "it must be dead-letter or resubmit")
                        .equals("resubmit"),
                location(read, "vidu.failures"));
    }

    private static Poll poll(SettingReader read) {
        return new Poll(
                read.duration("vidu.poll.first-delay", "0s", "10m"),
                read.duration("vidu.poll.interval", "10ms", "10m"),
                read.integer("vidu.poll.not-found-limit", 1, 1_000),
                read.duration("vidu.task.timeout", "1s", "7d"));
    }

    private static Delivery delivery(SettingReader read) {
        String hosts = read.text(
                "vidu.delivery.hosts",
                Pattern.compile("\\*|(\\*\\.)?[A-Za-z0-9.-]+(\\s*,\\s*(\\*\\.)?[A-Za-z0-9.-]+)*"),
                "it must be * or a comma-separated list of host names, each may start with *.");
        return new Delivery(
                Arrays.stream(hosts.split("\\s*,\\s*")).map(String::toLowerCase).toList(),
                read.flag("vidu.delivery.allow-private"),
                read.bytes("vidu.delivery.max-bytes", "1KiB", "5GiB"),
                read.duration("vidu.delivery.response-timeout", "100ms", "10m"),
                read.duration("vidu.delivery.download-timeout", "1s", "24h"),
                read.integer("vidu.delivery.attempts", 1, 1_000),
                read.duration("vidu.delivery.timeout", "1s", "30d"));
    }

    private static S3 s3(SettingReader read) {
        Pattern credential = Pattern.compile("[!-~]{0,256}");
        String accessKey = read.secret("vidu.s3.access-key", credential, "it must be visible ASCII characters");
        String secretKey = read.secret("vidu.s3.secret-key", credential, "it must be visible ASCII characters");
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            read.problem(
                    "vidu.s3.access-key",
                    accessKey.isEmpty() ? "" : "set without vidu.s3.secret-key",
                    "set both vidu.s3.access-key and vidu.s3.secret-key, or neither for the AWS chain");
        }
        return new S3(
                read.text(
                        "vidu.s3.bucket",
                        Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
                        "it must name an S3 bucket: 3 to 63 lower-case letters, digits, '.' and '-'"),
                read.text(
                        "vidu.s3.region", Pattern.compile("[A-Za-z0-9-]{1,50}"), "it must be letters, digits and '-'"),
                read.text("vidu.s3.endpoint").isEmpty() ? Optional.empty() : Optional.of(read.url("vidu.s3.endpoint")),
                accessKey,
                secretKey,
                read.text(
                        "vidu.s3.key-pattern",
                        KEY_PATTERN,
                        "it must hold {request_id} and {index}, may hold {date}, {task_id}, {model} and {mode},"
                                + " and otherwise letters, digits, '/', '.', '_', '=' and '-'"));
    }

    private static final Pattern KEY_PATTERN =
            Pattern.compile("(?=.*\\{request_id})(?=.*\\{index})(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))"
                    + "([A-Za-z0-9/._=-]|\\{(request_id|index|date|task_id|model|mode)})+");

    private static Process process(SettingReader read) {
        return new Process(read.integer("vidu.threads", 2, 1_000), read.duration("vidu.shutdown.timeout", "1s", "10m"));
    }
}
