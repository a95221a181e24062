package dev.viduroutes.settings;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where videos are stored. {@link #toString()} leaves the credentials out. */
public record S3Settings(
        String bucket, String region, Optional<URI> endpoint, String accessKey, String secretKey, String keyPattern) {

    private static final Pattern KEY_PATTERN =
            Pattern.compile("(?=.*\\{request_id})(?=.*\\{index})(?!/)(?!.*//)(?!(.*/)?\\.{1,2}(/|$))"
                    + "([A-Za-z0-9/._=-]|\\{(request_id|index|date|task_id|model|mode)})+");

    static S3Settings read(SettingReader read) {
        AwsKeys keys = AwsKeys.read(read, "vidu.s3.");
        return new S3Settings(
                read.text(
                        "vidu.s3.bucket",
                        Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
                        "it must name an S3 bucket: 3 to 63 lower-case letters, digits, '.' and '-'"),
                read.region("vidu.s3.region"),
                read.text("vidu.s3.endpoint").isEmpty() ? Optional.empty() : Optional.of(read.url("vidu.s3.endpoint")),
                keys.accessKey(),
                keys.secretKey(),
                read.text(
                        "vidu.s3.key-pattern",
                        KEY_PATTERN,
                        "it must hold {request_id} and {index}, may hold {date}, {task_id}, {model} and {mode},"
                                + " and otherwise letters, digits, '/', '.', '_', '=' and '-'"));
    }

    /** @return the server that has the bucket, for people */
    public String place() {
        return endpoint.map(URI::toString).orElse("AWS " + region);
    }

    @Override
    public String toString() {
        return "S3Settings[bucket=" + bucket + ", region=" + region + ", endpoint=" + endpoint.orElse(null) + "]";
    }
}
