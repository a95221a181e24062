package dev.viduroutes.sandbox;

import java.util.Locale;

/** Every option of {@link SandboxMain}, in the order of the help. Durations are unscaled. */
enum SandboxOption {
    PORT("8085", "port to listen on", "0 (any) to 65535"),
    HOST("127.0.0.1", "address to listen on", "an address of this machine"),
    PUBLIC_URI("", "what result URLs begin with; else the address it listens on", "an http or https URL"),
    KEY("sandbox-key", "the API key that is accepted", "at least one character"),
    SCALE("20", "how many times faster than real time", "above 0, at most 10000"),
    LIMITS("60/60s/10", "requests / rolling window / concurrent tasks", "like 60/60s/10, each 1 or more"),
    TASK_DURATION("90s", "median duration of a task", "a duration above 0, like 500ms, 90s, 2m or 24h"),
    TASK_SIGMA("0.25", "spread of the log-normal task duration", "0 (none) to 3"),
    RESULT_LIFE("24h", "how long a result URL works", "a duration above 0, like 500ms, 90s, 2m or 24h"),
    BALANCE("1000", "USD in the account", "0 to 1000000000"),
    PRICE("0.05", "USD for a second of video", "0 to 1000000"),
    SEED("1", "where durations and random faults come from", "a whole number"),
    FAULTS("", "random faults, like submit=503x1@0.1,status=500@0.05", "trigger@share, with a share of 0 to 1"),
    S3_PORT("9090", "port of the S3 server, whose keys are both the API key; off for none", "off, or 0 (any) to 65535"),
    S3_FOLDER("work/sandbox-s3", "where its objects are kept, as plain files", "a path"),
    S3_BUCKET("vidu-sandbox", "the bucket that exists", "3 to 63 lower-case letters, digits and hyphens");

    private final String standard;
    private final String meaning;
    private final String rule;

    SandboxOption(String standard, String meaning, String rule) {
        this.standard = standard;
        this.meaning = meaning;
        this.rule = rule;
    }

    /** @return its name on the command line, like {@code --task-duration} */
    String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return its name in the environment, like {@code SANDBOX_TASK_DURATION} */
    String variable() {
        return "SANDBOX_" + name();
    }

    String standard() {
        return standard;
    }

    String meaning() {
        return meaning;
    }

    /** @return what its value must be */
    String rule() {
        return rule;
    }
}
