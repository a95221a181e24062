package dev.viduroutes.settings;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What goes with every object that is written to the bucket. What is empty is left to the server.
 *
 * @param tags in their order
 */
public record S3ObjectSettings(
        Optional<String> encryption,
        Optional<String> kmsKeyId,
        Optional<Boolean> bucketKey,
        Optional<String> storageClass,
        Map<String, String> tags,
        Optional<String> acl,
        Optional<String> bucketOwner,
        Checksum checksum) {

    /** What the server checks the bytes against. */
    public enum Checksum {
        /** What the server wants: it is asked by trying. */
        AUTO,
        NONE,
        CRC32,
        SHA256,
        MD5
    }

    private static final String PREFIX = "vidu.s3.";
    private static final int MOST_TAGS = 10;
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;
    private static final Pattern TAG_TEXT = Pattern.compile("[\\p{L}\\p{N}\\p{Zs}_.:/=+@-]*");
    private static final String AWS_CLASSES = "STANDARD|REDUCED_REDUNDANCY|STANDARD_IA|ONEZONE_IA|INTELLIGENT_TIERING"
            + "|GLACIER|GLACIER_IR|DEEP_ARCHIVE|OUTPOSTS|SNOW|EXPRESS_ONEZONE|FSX_OPENZFS|FSX_ONTAP";
    private static final String CANNED = "private|public-read|public-read-write|authenticated-read|aws-exec-read"
            + "|bucket-owner-read|bucket-owner-full-control";

    static S3ObjectSettings read(SettingReader read, Optional<URI> endpoint) {
        S3ObjectSettings settings = new S3ObjectSettings(
                read.optional(
                        PREFIX + "encryption",
                        Pattern.compile("AES256|aws:kms|aws:kms:dsse"),
                        "it must be none, AES256, aws:kms or aws:kms:dsse"),
                read.optional(
                        PREFIX + "kms-key-id",
                        Pattern.compile("[A-Za-z0-9:/_.=+@-]{1,2048}"),
                        "it must be the id, the ARN or the alias of a KMS key, or none"),
                read.optional(
                                PREFIX + "bucket-key",
                                Pattern.compile("true|false"),
                                "it must be true, false or none, which leaves it to the bucket")
                        .map(Boolean::valueOf),
                storageClass(read, endpoint),
                tags(read),
                read.optional(
                        PREFIX + "acl",
                        Pattern.compile(CANNED),
                        "it must be one of S3's canned ACLs: " + listed(CANNED) + "; or none"),
                read.optional(
                        PREFIX + "bucket-owner",
                        Pattern.compile("\\d{12}"),
                        "it must be the 12 digits of the AWS account that owns the bucket, or none"),
                checksum(read));
        settings.checkEncryption(read);
        return settings;
    }

    private void checkEncryption(SettingReader read) {
        String chosen = encryption.orElse("none");
        if (kmsKeyId.isPresent() && !chosen.startsWith("aws:kms")) {
            read.problem(
                    PREFIX + "kms-key-id",
                    kmsKeyId.get(),
                    "it needs " + PREFIX + "encryption=aws:kms or aws:kms:dsse, which is " + chosen);
        }
        if (bucketKey.orElse(false) && !chosen.equals("aws:kms") && !chosen.equals("none")) {
            read.problem(
                    PREFIX + "bucket-key",
                    "true",
                    "bucket keys need " + PREFIX + "encryption=aws:kms, which is " + chosen);
        }
    }

    /** Other servers name classes of their own. */
    private static Optional<String> storageClass(SettingReader read, Optional<URI> endpoint) {
        return endpoint.isPresent()
                ? read.optional(
                        PREFIX + "storage-class",
                        Pattern.compile("[A-Za-z0-9_.-]{1,128}"),
                        "it must be a storage class of the server: letters, digits, '_', '.' and '-', or none")
                : read.optional(
                        PREFIX + "storage-class",
                        Pattern.compile(AWS_CLASSES),
                        "it must be one of " + listed(AWS_CLASSES) + "; or none");
    }

    private static Checksum checksum(SettingReader read) {
        String value = read.text(
                PREFIX + "checksum",
                Pattern.compile("auto|none|crc32|sha256|md5"),
                "it must be auto, none, crc32, sha256 or md5");
        try {
            return Checksum.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException toldAlready) {
            return Checksum.AUTO;
        }
    }

    private static Map<String, String> tags(SettingReader read) {
        String key = PREFIX + "tags";
        String text = read.text(key);
        Map<String, String> tags = new LinkedHashMap<>();
        if (text.isEmpty() || text.equals("none")) {
            return tags;
        }
        for (String one : text.split(",", -1)) {
            String name = one.contains("=") ? one.substring(0, one.indexOf('=')).strip() : "";
            String value = one.substring(one.indexOf('=') + 1).strip();
            if (!isTag(name, value)) {
                read.problem(
                        key,
                        text,
                        "'" + one.strip() + "' is no tag; write name=value, name=value: names of 1 to "
                                + LONGEST_TAG_KEY + " characters that do not begin with aws:, values of up to "
                                + LONGEST_TAG_VALUE + ", both of letters, digits, spaces and _ . : / = + - @");
            } else if (tags.put(name, value) != null) {
                read.problem(key, text, "each name must stand there once, " + name + " stands there again");
            }
        }
        if (tags.size() > MOST_TAGS) {
            read.problem(key, text, "S3 takes " + MOST_TAGS + " tags for an object, these are " + tags.size());
        }
        return tags;
    }

    private static boolean isTag(String name, String value) {
        return !name.isEmpty()
                && name.length() <= LONGEST_TAG_KEY
                && value.length() <= LONGEST_TAG_VALUE
                && !name.toLowerCase(Locale.ROOT).startsWith("aws:")
                && TAG_TEXT.matcher(name).matches()
                && TAG_TEXT.matcher(value).matches();
    }

    private static String listed(String pattern) {
        return pattern.replace("|", ", ");
    }
}
