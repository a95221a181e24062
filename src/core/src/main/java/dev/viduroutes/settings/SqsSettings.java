package dev.viduroutes.settings;

import java.net.URI;
import java.time.Duration;

/**
 * The intake from an Amazon SQS queue. {@link #toString()} leaves the credentials out.
 *
 * @param visibility how long a message stays away from others after the last sign of life; whole seconds
 * @param callTimeout the longest that a call may take
 * @param inFlight messages under way at once
 */
public record SqsSettings(
        boolean enabled,
        URI queueUrl,
        String region,
        String accessKey,
        String secretKey,
        Duration visibility,
        Duration callTimeout,
        int inFlight) {

    private static final String PREFIX = "vidu.intake.sqs.";

    static SqsSettings read(SettingReader read) {
        AwsCredentialSettings keys = AwsCredentialSettings.read(read, PREFIX);
        return new SqsSettings(
                read.flag(PREFIX + "enabled"),
                read.url(PREFIX + "queue-url"),
                read.region(PREFIX + "region"),
                keys.accessKey(),
                keys.secretKey(),
                read.duration(PREFIX + "visibility", "2s", "12h"),
                read.duration(PREFIX + "call-timeout", "25s", "10m"),
                read.integer(PREFIX + "in-flight", 1, 100_000));
    }

    @Override
    public String toString() {
        return "SqsSettings[enabled=" + enabled + ", queueUrl=" + queueUrl + ", region=" + region + "]";
    }
}
