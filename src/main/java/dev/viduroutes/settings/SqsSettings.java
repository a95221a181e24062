package dev.viduroutes.settings;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The intake from an Amazon SQS queue. {@link #toString()} leaves the credentials out.
 *
 * @param visibility how long a message stays away from others after the last sign of life; whole seconds
 * @param inFlight messages under way at once
 */
public record SqsSettings(
        boolean enabled,
        URI queueUrl,
        String region,
        String accessKey,
        String secretKey,
        Duration visibility,
        int inFlight) {

    private static final String PREFIX = "vidu.intake.sqs.";
    private static final Pattern CREDENTIAL = Pattern.compile("[!-~]{0,256}");

    static SqsSettings read(SettingReader read) {
        String accessKey = read.secret(PREFIX + "access-key", CREDENTIAL, "it must be visible ASCII characters");
        String secretKey = read.secret(PREFIX + "secret-key", CREDENTIAL, "it must be visible ASCII characters");
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            read.problem(
                    PREFIX + "access-key",
                    accessKey.isEmpty() ? "" : "set without vidu.intake.sqs.secret-key",
                    "set both vidu.intake.sqs.access-key and vidu.intake.sqs.secret-key, or neither for the AWS chain");
        }
        return new SqsSettings(
                read.flag(PREFIX + "enabled"),
                read.url(PREFIX + "queue-url"),
                read.text(
                        PREFIX + "region", Pattern.compile("[A-Za-z0-9-]{1,50}"), "it must be letters, digits and '-'"),
                accessKey,
                secretKey,
                read.duration(PREFIX + "visibility", "2s", "12h"),
                read.integer(PREFIX + "in-flight", 1, 100_000));
    }

    @Override
    public String toString() {
        return "SqsSettings[enabled=" + enabled + ", queueUrl=" + queueUrl + ", region=" + region + "]";
    }
}
