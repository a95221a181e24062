package dev.viduroutes.settings;

import java.time.Duration;

/**
 * How long the bucket is waited for.
 *
 * @param connect for a connection
 * @param response for its next byte
 * @param call for the end of a call, sending the object not counted
 * @param uploadRate bytes a second; an object that is sent more slowly is given up, and sent again
 */
public record S3Timeouts(Duration connect, Duration response, Duration call, long uploadRate) {

    static S3Timeouts read(SettingReader read) {
        return new S3Timeouts(
                read.duration("vidu.s3.connect-timeout", "100ms", "5m"),
                read.duration("vidu.s3.response-timeout", "100ms", "10m"),
                read.duration("vidu.s3.call-timeout", "500ms", "1h"),
                read.bytes("vidu.s3.upload-rate", "1KiB", "1GiB"));
    }

    /** @return the longest that a call may take which sends so many bytes */
    public Duration ofCall(long bytes) {
        return call.plus(Duration.ofMillis(bytes * 1_000 / uploadRate));
    }
}
