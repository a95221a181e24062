package dev.viduroutes.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@link SandboxMain}. Each is tried as it is read, so that a wrong value is told under its option. */
final class SandboxOptions {

    private final SandboxBuilder builder = Sandbox.builder();

    @Mixin
    private final BillingOptions billing = new BillingOptions(builder);

    private String key;
    private Duration taskDuration = Duration.ofSeconds(1);
    private double taskSigma;
    private Optional<Integer> s3Port = Optional.empty();
    private Path s3Folder;
    private String s3Bucket;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--port",
            order = 1,
            paramLabel = "PORT",
            defaultValue = "8085",
            description = "Port to listen on, 0 (any) to 65535. Default: ${DEFAULT-VALUE}")
    void port(int number) {
        set("--port", () -> builder.port(number));
    }

    @Option(
            names = "--host",
            order = 2,
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}")
    void host(String address) {
        builder.host(address);
    }

    @Option(
            names = "--public-uri",
            order = 3,
            paramLabel = "URL",
            defaultValue = "",
            description = "What result URLs begin with. Without it: the address that it listens on.")
    void publicUri(String url) {
        set("--public-uri", () -> {
            require(url.isEmpty() || Fields.isWebUrl(url), url, "an http or https URL");
            if (!url.isEmpty()) {
                builder.publicUri(URI.create(url));
            }
        });
    }

    @Option(
            names = "--key",
            order = 4,
            paramLabel = "KEY",
            defaultValue = "sandbox-key",
            description = "The API key of the account 'default'. Default: ${DEFAULT-VALUE}")
    void key(String value) {
        key = value;
        set("--key", () -> builder.apiKey(value));
    }

    @Option(
            names = "--scale",
            order = 5,
            paramLabel = "FACTOR",
            defaultValue = "20",
            description =
                    "How many times faster than real time, above 0, at most 10000; it holds for all durations below. Default: ${DEFAULT-VALUE}")
    void scale(double factor) {
        set("--scale", () -> builder.timeScale(factor));
    }

    @Option(
            names = "--limits",
            order = 6,
            paramLabel = "LIMITS",
            defaultValue = "60/60s/10",
            description =
                    "Of each account: requests / rolling window / concurrent tasks, each 1 or more. Default: ${DEFAULT-VALUE}")
    void limits(String value) {
        set("--limits", () -> {
            require(value.matches("\\d{1,9}/[^/]+/\\d{1,9}"), value, "like 60/60s/10");
            String[] parts = value.split("/");
            builder.limits(Integer.parseInt(parts[0]), DurationText.parse(parts[1]), Integer.parseInt(parts[2]));
        });
    }

    @Option(
            names = "--task-duration",
            order = 7,
            paramLabel = "DURATION",
            defaultValue = "90s",
            description = "Median duration of a task, above 0, like 500ms, 90s, 2m or 24h. Default: ${DEFAULT-VALUE}")
    void taskDuration(String median) {
        set("--task-duration", () -> {
            taskDuration = DurationText.parse(median);
            builder.taskDuration(taskDuration, taskSigma);
        });
    }

    @Option(
            names = "--task-sigma",
            order = 8,
            paramLabel = "SIGMA",
            defaultValue = "0.25",
            description = "Spread of the log-normal task duration, 0 (none) to 3. Default: ${DEFAULT-VALUE}")
    void taskSigma(double sigma) {
        taskSigma = sigma;
        set("--task-sigma", () -> builder.taskDuration(taskDuration, sigma));
    }

    @Option(
            names = "--result-life",
            order = 9,
            paramLabel = "DURATION",
            defaultValue = "24h",
            description = "How long a result URL works, above 0. Default: ${DEFAULT-VALUE}")
    void resultLife(String life) {
        set("--result-life", () -> builder.resultLife(DurationText.parse(life)));
    }

    @Option(
            names = "--seed",
            order = 14,
            paramLabel = "NUMBER",
            defaultValue = "1",
            description = "Where durations and random faults come from: a whole number. Default: ${DEFAULT-VALUE}")
    void seed(long number) {
        builder.seed(number);
    }

    @Option(
            names = "--faults",
            order = 15,
            paramLabel = "FAULTS",
            defaultValue = "",
            description =
                    "Random faults as trigger@share, with a share of 0 to 1, like submit=503x1@0.1,status=500@0.05;"
                            + " the page /sandbox lists all triggers.")
    void faults(String value) {
        set("--faults", () -> {
            for (String fault : value.isEmpty() ? new String[0] : value.split(",")) {
                require(fault.matches(".+@\\d*\\.?\\d+"), fault, "trigger@share, with a share of 0 to 1");
                int at = fault.lastIndexOf('@');
                builder.faultRate(fault.substring(0, at), Double.parseDouble(fault.substring(at + 1)));
            }
        });
    }

    @Option(
            names = "--s3-port",
            order = 16,
            paramLabel = "PORT",
            defaultValue = "9090",
            description =
                    "Port of the S3 server, whose keys are both the API key: 0 (any) to 65535, or off for none. Default: ${DEFAULT-VALUE}")
    void s3Port(String port) {
        set("--s3-port", () -> {
            boolean number = port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535;
            require(number || port.equals("off"), port, "off, or 0 (any) to 65535");
            s3Port = number ? Optional.of(Integer.parseInt(port)) : Optional.empty();
        });
    }

    @Option(
            names = "--s3-folder",
            order = 17,
            paramLabel = "FOLDER",
            defaultValue = "work/sandbox-s3",
            description = "Where its objects are kept, as plain files. Default: ${DEFAULT-VALUE}")
    void s3Folder(Path folder) {
        s3Folder = folder;
    }

    @Option(
            names = "--s3-bucket",
            order = 18,
            paramLabel = "NAME",
            defaultValue = "vidu-sandbox",
            description =
                    "The bucket that exists: 3 to 63 lower-case letters, digits and hyphens. Default: ${DEFAULT-VALUE}")
    void s3Bucket(String name) {
        s3Bucket = name;
        set("--s3-bucket", () -> SandboxS3.checkBucketName(name));
    }

    SandboxBuilder builder() {
        return builder;
    }

    String key() {
        return key;
    }

    /** @return the S3 server that the options ask for, if they do */
    Optional<SandboxS3> startS3() {
        return s3Port.map(port -> SandboxS3.start(s3Folder, s3Bucket, port, key, key));
    }

    private void set(String option, Runnable change) {
        attempt(spec, option, builder, change);
    }

    /** @throws ParameterException if the change, or what comes of it, is wrong */
    static void attempt(CommandSpec spec, String option, SandboxBuilder builder, Runnable change) {
        try {
            change.run();
            builder.settings();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), option + ": " + wrong.getMessage());
        }
    }

    static void require(boolean condition, String found, String rule) {
        if (!condition) {
            throw new IllegalArgumentException("it is '" + found + "'; it must be " + rule);
        }
    }
}
