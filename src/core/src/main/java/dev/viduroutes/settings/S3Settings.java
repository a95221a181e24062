package dev.viduroutes.settings;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where videos are stored, and how. {@link #toString()} leaves the credentials out.
 *
 * @param pathStyle empty: path style if the settings name a server of one's own
 * @param writeCheck whether a write must have succeeded before anything is submitted
 */
public record S3Settings(
        String bucket,
        String region,
        Optional<URI> endpoint,
        Optional<Boolean> pathStyle,
        String accessKey,
        String secretKey,
        String keyPattern,
        boolean writeCheck,
        S3ObjectSettings objects,
        S3Timeouts timeouts) {

    private static final Pattern KEY_PATTERN =
            Pattern.compile("(?=.*\\{request_id})(?=.*\\{index})(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))"
                    + "([A-Za-z0-9/._=-]|\\{(request_id|index|date|task_id|model|mode)})+");

    static S3Settings read(SettingReader read) {
        AwsCredentialSettings keys = AwsCredentialSettings.read(read, "vidu.s3.");
        Optional<URI> endpoint =
                read.text("vidu.s3.endpoint").isEmpty() ? Optional.empty() : Optional.of(read.url("vidu.s3.endpoint"));
        return new S3Settings(
                read.text(
                        "vidu.s3.bucket",
                        Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
                        "it must name an S3 bucket: 3 to 63 lower-case letters, digits, '.' and '-'"),
                read.region("vidu.s3.region"),
                endpoint,
                pathStyle(read),
                keys.accessKey(),
                keys.secretKey(),
                read.text(
                        "vidu.s3.key-pattern",
                        KEY_PATTERN,
                        "it must hold {request_id} and {index}, may hold {date}, {task_id}, {model} and {mode},"
                                + " and otherwise letters, digits, '/', '.', '_', '=' and '-'"),
                read.flag("vidu.s3.write-check"),
                S3ObjectSettings.read(read, endpoint),
                S3Timeouts.read(read));
    }

    private static Optional<Boolean> pathStyle(SettingReader read) {
        String value =
                read.text("vidu.s3.path-style", Pattern.compile("auto|true|false"), "it must be auto, true or false");
        return value.equals("auto") ? Optional.empty() : Optional.of(Boolean.valueOf(value));
    }

    @Override
    public String toString() {
        return "S3Settings[bucket=" + bucket + ", region=" + region + ", endpoint=" + endpoint.orElse(null) + "]";
    }
}
