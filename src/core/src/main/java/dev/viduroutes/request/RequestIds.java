package dev.viduroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.failure.RequestRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The idempotency keys of requests: what the document names, else what came beside it, else what its source and content
 * make.
 */
public final class RequestIds {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final int LONGEST_NAME = 60;

    private RequestIds() {}

    /** @return whether a request may be called so */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** @return whether the document names a possible key, or leaves it to its source, which has one */
    static boolean isPossible(JsonNode document, Source source) {
        if (document.has("request_id")) {
            JsonNode named = document.path("request_id");
            return named.isTextual() && isId(named.textValue());
        }
        return source.key().isEmpty() ? !source.isNameless() : isId(source.key());
    }

    /** @return the key that the request will have; empty if no key can be had */
    public static String ofRequest(JsonNode document, Source source, byte[] original) {
        return isPossible(document, source) ? of(document, source, original) : "";
    }

    /**
     * @param document names a possible key, if any
     * @param original its bytes
     * @throws RequestRefusedException if no key can be had
     */
    static String of(JsonNode document, Source source, byte[] original) {
        if (document.has("request_id")) {
            return document.path("request_id").asText();
        } else if (source.key().isEmpty()) {
            return derived(named(source), original);
        } else if (isId(source.key())) {
            return source.key();
        }
        throw new RequestRefusedException(
                "vidu_request_id",
                "\"" + source.key() + "\"",
                "it must be 1 to 128 letters, digits, '.', '_' and '-', the first a letter or digit");
    }

    /** Two messages of the same content may be one delivered twice, or two requests: nobody can tell. */
    private static Source named(Source source) {
        if (source.isNameless()) {
            throw new RequestRefusedException(
                    "request_id", "missing, and the message has no id", "one of the two must be there");
        }
        return source;
    }

    /**
     * @param document null if there is none
     * @return the id that a refused document names, if it is a possible one; else its source's, or a derived one
     */
    static String ofRefused(JsonNode document, Source source) {
        String named = document == null ? "" : document.path("request_id").asText();
        return Stream.of(named, source.key())
                .filter(RequestIds::isId)
                .findFirst()
                .orElseGet(() -> derived(source, new byte[0]));
    }

    /**
     * The key of a request that brings none: the same file, unchanged, has the same one.
     *
     * @param content empty if it was too large to be read
     */
    static String derived(Source source, byte[] content) {
        String name = source.name()
                .replaceFirst("\\.[^.]*$", "")
                .replaceAll("[^A-Za-z0-9._-]+", "_")
                .replaceFirst("^[^A-Za-z0-9]+", "");
        String readable = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        String hash = hash(source, content);
        return readable.isEmpty() ? hash : readable + "-" + hash;
    }

    private static String hash(Source source, byte[] content) {
        MessageDigest digest = Digests.sha256();
        for (String part : List.of(source.kind(), source.name(), source.stamp())) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        digest.update(content);
        return Digests.hex(digest).substring(0, 16);
    }
}
