package dev.viduroutes.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Pictures that are not on a public server yet: where they are put for the API to fetch.
 *
 * @param bucket that they are put into
 * @param prefix of their keys
 * @param linkLife how long a link that the API gets is honoured
 * @param keep how long one that nothing uses is kept
 * @param readable what requests may name pictures of: buckets, and folders of buckets as {@code bucket/folder}
 * @param publicEndpoint under which the API reaches the S3 server; empty if it is the one that the gateway uses
 */
public record ImageSettings(
        String bucket,
        String prefix,
        Duration linkLife,
        Duration keep,
        Set<String> readable,
        Optional<URI> publicEndpoint) {

    /** Contract: the API takes JPEG, PNG and WebP of at most 10 MB, which are taken for 10,000,000 bytes. */
    public static final int MAX_BYTES = 10_000_000;

    private static final String BUCKET = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]";
    private static final String PLACE = BUCKET + "(/[A-Za-z0-9_=-][A-Za-z0-9._=-]*)*";
    private static final Pattern NO_NAME = Pattern.compile("(^|/)\\.{0,2}/|(^|/)\\.{1,2}$");

    public ImageSettings {
        readable = Set.copyOf(readable);
    }

    static ImageSettings read(SettingReader read) {
        String bucket = read.text(
                "vidu.images.bucket",
                Pattern.compile(BUCKET + "|"),
                "it must name an S3 bucket: 3 to 63 lower-case letters, digits, '.' and '-'; or be empty");
        String own = bucket.isEmpty() ? read.text("vidu.s3.bucket") : bucket;
        return new ImageSettings(
                own,
                read.text(
                        "vidu.images.prefix",
                        Pattern.compile("(?!.*//)(?!(.*/)?\\.{1,2}/)[A-Za-z0-9._=-][A-Za-z0-9/._=-]{0,199}/"),
                        "it must be letters, digits, '/', '.', '_', '=' and '-', and end with '/'"),
                // Signature version 4 allows for no more than 7 days.
                read.duration("vidu.images.link-life", "1m", "7d"),
                read.duration("vidu.images.keep", "1h", "3650d"),
                readable(read),
                read.optionalUrl("vidu.images.public-endpoint"));
    }

    private static Set<String> readable(SettingReader read) {
        String listed = read.text(
                "vidu.images.buckets",
                Pattern.compile("(" + PLACE + "(," + PLACE + ")*)?"),
                "it must name S3 buckets, or folders as bucket/folder, with commas between, or be empty");
        return listed.isEmpty() ? Set.of() : Set.copyOf(List.of(listed.split(",")));
    }

    /** @return whether a request may have this object for a picture: it lies in a bucket, or a folder, that is named for that */
    public boolean mayRead(String from, String key) {
        // Servers and proxies on the way may take such a key for another one.
        boolean leadsOut = key.startsWith("/") || NO_NAME.matcher(key).find();
        String object = from + "/" + key;
        return !leadsOut && readable.stream().anyMatch(place -> object.startsWith(place + "/"));
    }
}
