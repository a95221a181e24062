package dev.viduroutes.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options of {@link SandboxMain}, each also as an environment variable; the command line wins. */
final class SandboxOptions {

    /** An option is wrong; the message names option, value and rule. */
    static final class WrongOption extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongOption(String message) {
            super(message);
        }
    }

    private final Map<SandboxOption, String> values = new EnumMap<>(SandboxOption.class);

    private SandboxOptions() {}

    /** @throws WrongOption if an argument is none of the options */
    static SandboxOptions parse(List<String> arguments, Map<String, String> environment) {
        SandboxOptions options = new SandboxOptions();
        for (SandboxOption option : SandboxOption.values()) {
            options.values.put(option, variable(environment, option).orElse(option.standard()));
        }
        arguments.forEach(options::add);
        return options;
    }

    /** Compose files write {@code SANDBOX_X=} for what nobody chose; Kubernetes makes an address of a service named sandbox. */
    private static Optional<String> variable(Map<String, String> environment, SandboxOption option) {
        return Optional.ofNullable(environment.get(option.variable()))
                .filter(value -> !value.isBlank() && !value.startsWith("tcp://"));
    }

    static String help() {
        return Arrays.stream(SandboxOption.values())
                .map(option -> String.format(
                        Locale.ROOT, "  %-30s %s", option.flag() + "=" + option.standard(), option.meaning()))
                .collect(Collectors.joining("\n", "Options (each also as SANDBOX_<NAME> in the environment):\n", "\n"));
    }

    /** @throws WrongOption if a value can't be used */
    SandboxBuilder toBuilder() {
        SandboxBuilder builder = Sandbox.builder();
        for (SandboxOption option : SandboxOption.values()) {
            String value = values.get(option);
            try {
                apply(builder, option, value);
                builder.settings();
            } catch (IllegalArgumentException wrong) {
                throw new WrongOption(option.flag() + " is " + value + "; it must be " + option.rule());
            }
        }
        return builder;
    }

    String value(SandboxOption option) {
        return values.get(option);
    }

    private void add(String argument) {
        String[] parts = argument.split("=", 2);
        Optional<SandboxOption> option = Arrays.stream(SandboxOption.values())
                .filter(candidate -> candidate.flag().equals(parts[0]))
                .findFirst();
        if (option.isEmpty() || parts.length < 2) {
            throw new WrongOption(argument + " is not an option; write --name=value (--help lists them)");
        }
        values.put(option.get(), parts[1]);
    }

    private void apply(SandboxBuilder builder, SandboxOption option, String value) {
        switch (option) {
            case PORT -> builder.port(Integer.parseInt(value));
            case HOST -> builder.host(value);
            case PUBLIC_URI -> publicUri(builder, value);
            case KEY -> builder.apiKey(value);
            case SCALE -> builder.timeScale(Double.parseDouble(value));
            case LIMITS -> limits(builder, value);
            case TASK_DURATION, TASK_SIGMA ->
                builder.taskDuration(
                        DurationText.parse(values.get(SandboxOption.TASK_DURATION)),
                        option == SandboxOption.TASK_SIGMA ? Double.parseDouble(value) : 0);
            case RESULT_LIFE -> builder.resultLife(DurationText.parse(value));
            case BALANCE -> builder.balance(Double.parseDouble(value));
            case PRICE -> builder.pricePerSecond(Double.parseDouble(value));
            case SEED -> builder.seed(Long.parseLong(value));
            case FAULTS -> faults(builder, value);
            case S3_PORT -> s3Port(value);
            case S3_FOLDER -> Path.of(value);
            case S3_BUCKET -> SandboxS3.checkBucketName(value);
        }
    }

    /** @return the S3 server that the options ask for, if they do */
    Optional<SandboxS3> startS3() {
        String key = values.get(SandboxOption.KEY);
        return s3Port(values.get(SandboxOption.S3_PORT))
                .map(port -> SandboxS3.start(
                        Path.of(values.get(SandboxOption.S3_FOLDER)),
                        values.get(SandboxOption.S3_BUCKET),
                        port,
                        key,
                        key));
    }

    private static Optional<Integer> s3Port(String value) {
        if (value.equals("off")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(value);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(value);
        }
        return Optional.of(port);
    }

    private static void publicUri(SandboxBuilder builder, String value) {
        if (!value.isEmpty() && !Fields.isWebUrl(value)) {
            throw new IllegalArgumentException(value);
        }
        if (!value.isEmpty()) {
            builder.publicUri(URI.create(value));
        }
    }

    private static void limits(SandboxBuilder builder, String value) {
        String[] parts = value.split("/", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(value);
        }
        builder.limits(Integer.parseInt(parts[0]), DurationText.parse(parts[1]), Integer.parseInt(parts[2]));
    }

    private static void faults(SandboxBuilder builder, String value) {
        for (String fault : value.isEmpty() ? new String[0] : value.split(",")) {
            int at = fault.lastIndexOf('@');
            if (at < 0) {
                throw new IllegalArgumentException(fault);
            }
            builder.faultRate(fault.substring(0, at), Double.parseDouble(fault.substring(at + 1)));
        }
    }
}
