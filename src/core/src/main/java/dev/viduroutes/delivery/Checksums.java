package dev.viduroutes.delivery;

import dev.viduroutes.settings.S3ObjectSettings.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The checksum that goes with an object, as a header of its own: AWS's client would append it to the body, which many other
 * servers do not understand. Where the settings leave it open, a server that demands one gets one from then on. Thread-safe.
 */
final class Checksums {

    private static final int BUFFER_BYTES = 64 * 1024;
    /** Amazon's and others' words for an object that came without; none says it in the same way. */
    private static final Pattern DEMAND = Pattern.compile("(?i)content-?md5|checksum");
    /** Such an answer speaks of one that was sent and was wrong. */
    private static final Pattern MISMATCH = Pattern.compile("(?i)BadDigest|InvalidDigest|Mismatch|did not match");

    private final boolean open;
    private volatile Checksum used;

    /** @param first what is tried first where the settings leave it open */
    Checksums(Checksum chosen, Checksum first) {
        open = chosen == Checksum.AUTO;
        used = open ? first : chosen;
    }

    /** Sends the object, again with another checksum if the server wants one and the settings leave it open. */
    PutObjectResponse send(
            PutObjectRequest put, RequestBody body, Function<PutObjectRequest, PutObjectResponse> sender) {
        List<Checksum> tried = new ArrayList<>();
        for (Checksum next = used; ; ) {
            tried.add(next);
            try {
                PutObjectResponse stored = sender.apply(with(next, put, body));
                used = next;
                return stored;
            } catch (S3Exception answer) {
                List<Checksum> left = open && isDemand(answer) ? left(tried, answer) : List.of();
                if (left.isEmpty()) {
                    throw answer;
                }
                next = left.get(0);
            }
        }
    }

    private static boolean isDemand(S3Exception answer) {
        String text = S3ErrorResponses.text(answer);
        return answer.statusCode() / 100 == 4
                && DEMAND.matcher(text).find()
                && !MISMATCH.matcher(text).find();
    }

    /** @return what was not tried yet, first the one that the answer names; MD5 is what every server knows */
    private static List<Checksum> left(List<Checksum> tried, S3Exception answer) {
        String text = S3ErrorResponses.text(answer).toLowerCase(Locale.ROOT);
        List<Checksum> left = new ArrayList<>();
        if (text.contains("x-amz-checksum-sha256")) {
            left.add(Checksum.SHA256);
        } else if (text.contains("x-amz-checksum-crc32")) {
            left.add(Checksum.CRC32);
        }
        left.addAll(List.of(Checksum.MD5, Checksum.CRC32, Checksum.SHA256));
        left.removeAll(tried);
        return left;
    }

    private static PutObjectRequest with(Checksum kind, PutObjectRequest put, RequestBody body) {
        return switch (kind) {
            case CRC32 -> put.toBuilder().checksumCRC32(crc32(body)).build();
            case SHA256 ->
                put.toBuilder().checksumSHA256(digest(body, "SHA-256")).build();
            case MD5 -> put.toBuilder().contentMD5(digest(body, "MD5")).build();
            default -> put;
        };
    }

    private static String crc32(RequestBody body) {
        CRC32 sum = new CRC32();
        read(body, sum::update);
        return base64(
                ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
    }

    private static String digest(RequestBody body, String algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            read(body, digest::update);
            return base64(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java knows MD5 and SHA-256", impossible);
        }
    }

    private static String base64(byte[] sum) {
        return Base64.getEncoder().encodeToString(sum);
    }

    private static void read(RequestBody body, Sum sum) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream bytes = body.contentStreamProvider().newStream()) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                sum.update(buffer, 0, count);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private interface Sum {
        void update(byte[] bytes, int offset, int length);
    }
}
