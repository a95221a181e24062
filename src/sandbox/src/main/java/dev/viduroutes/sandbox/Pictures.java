package dev.viduroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The images that were fetched, by the hash of their content; the latest, as far as they have room. Thread-safe. */
final class Pictures {

    private static final long MOST_BYTES = 64L << 20;

    private final Map<String, byte[]> kept = new LinkedHashMap<>();
    private long bytes;

    /** @return SHA-256 of the content, in lower-case hexadecimal */
    synchronized String keep(byte[] content) {
        String hash = sha256(content);
        if (kept.put(hash, content) == null) {
            bytes += content.length;
        }
        Iterator<byte[]> oldest = kept.values().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
        return hash;
    }

    synchronized Optional<byte[]> find(String sha256) {
        return Optional.ofNullable(kept.get(sha256));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @return whether it begins like a JPEG, a PNG or a WebP (contract) */
    static boolean isPicture(byte[] content) {
        String begin = new String(content, 0, Math.min(content.length, 12), StandardCharsets.ISO_8859_1);
        return isJpeg(begin) || isPng(begin) || begin.startsWith("RIFF") && begin.startsWith("WEBP", 8);
    }

    private static boolean isJpeg(String begin) {
        return begin.startsWith("\u00FF\u00D8\u00FF");
    }

    private static boolean isPng(String begin) {
        return begin.startsWith("\u0089PNG\r\n\u001A\n");
    }

    /** @return the number that MP4 covers have for its format; 0 if they have none for it */
    static int coverType(byte[] content) {
        String begin = new String(content, 0, Math.min(content.length, 12), StandardCharsets.ISO_8859_1);
        return isJpeg(begin) ? 13 : isPng(begin) ? 14 : 0;
    }
}
