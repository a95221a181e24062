package dev.viduroutes.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in the one form that this project uses: lower-case hexadecimal. */
public final class Digests {

    private Digests() {}

    /** @return a fresh digest, for content that comes in pieces */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** @return the digest's 64 hexadecimal digits */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** @return the digest's 64 hexadecimal digits of everything that is left in the stream */
    public static String sha256(InputStream content) throws IOException {
        DigestInputStream digested = new DigestInputStream(content, sha256());
        digested.transferTo(OutputStream.nullOutputStream());
        return hex(digested.getMessageDigest());
    }

    static String sha256(String text) {
        MessageDigest digest = sha256();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return hex(digest);
    }
}
