package dev.viduroutes.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the URLs of result files and checks them again. A URL works until its {@code expires}, in Unix milliseconds. */
final class SignedUrls {

    private static final String ALGORITHM = "HmacSHA256";
    private static final long EXPIRED_MILLIS_AGO = 1_000;

    private final URI base;
    private final ScaledClock clock;
    private final long lifeNanos;
    private final SecretKeySpec secret;

    SignedUrls(URI base, ScaledClock clock, long lifeNanos) {
        this.base = base;
        this.clock = clock;
        this.lifeNanos = lifeNanos;
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.secret = new SecretKeySpec(key, ALGORITHM);
    }

    /** @param name the file: task id, slash, index */
    String fresh(String name) {
        return url(name, clock.epochMillis(clock.nanos() + lifeNanos));
    }

    String expired(String name) {
        return url(name, clock.epochMillis(clock.nanos()) - EXPIRED_MILLIS_AGO);
    }

    boolean isGenuine(String name, String expires, String signature) {
        byte[] given = signature.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(signature(name, expires).getBytes(StandardCharsets.UTF_8), given);
    }

    /** @param expires the text of a genuine URL, hence a number */
    boolean isAlive(String expires) {
        return clock.epochMillis(clock.nanos()) < Long.parseLong(expires);
    }

    private String url(String name, long expires) {
        String path = base.toString().replaceAll("/+$", "") + "/results/" + name + ".mp4";
        return path + "?expires=" + expires + "&signature=" + signature(name, Long.toString(expires));
    }

    private String signature(String name, String expires) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal((name + "\n" + expires).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
