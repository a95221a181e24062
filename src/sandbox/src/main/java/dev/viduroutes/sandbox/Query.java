package dev.viduroutes.sandbox;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The query of a URL; of a name that comes twice, the first value counts. */
final class Query {

    private final Map<String, String> values = new HashMap<>();

    Query(URI uri) {
        String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        for (String pair : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            values.putIfAbsent(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
    }

    /** @return the value, or an empty text */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
