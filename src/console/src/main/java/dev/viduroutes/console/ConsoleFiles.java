package dev.viduroutes.console;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files of the pages: a fixed table, read once. No part of a path that somebody sends is looked up anywhere. */
final class ConsoleFiles {

    /** What is served, by its name in the folder of the jar and in the URL. */
    static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("index.html", "text/html; charset=utf-8"),
            Map.entry("console.css", "text/css; charset=utf-8"),
            Map.entry("icon.svg", "image/svg+xml"),
            Map.entry("app.js", "text/javascript; charset=utf-8"),
            Map.entry("parts.js", "text/javascript; charset=utf-8"),
            Map.entry("now.js", "text/javascript; charset=utf-8"),
            Map.entry("money.js", "text/javascript; charset=utf-8"),
            Map.entry("requests.js", "text/javascript; charset=utf-8"),
            Map.entry("batches.js", "text/javascript; charset=utf-8"),
            Map.entry("videos.js", "text/javascript; charset=utf-8"),
            Map.entry("deadletters.js", "text/javascript; charset=utf-8"),
            Map.entry("preact.js", "text/javascript; charset=utf-8"),
            Map.entry("uplot.js", "text/javascript; charset=utf-8"),
            Map.entry("uplot.css", "text/css; charset=utf-8"));

    /** They are one file, which finds out which page is meant. */
    private static final Pattern PAGES =
            Pattern.compile("/(?:requests(?:/[A-Za-z0-9._-]{1,128})?|batches|videos|dead-letters|money)?");

    private final Map<String, ConsoleFile> files = new TreeMap<>();

    ConsoleFiles() {
        TYPES.forEach((name, type) -> files.put("/" + name, read(name, type)));
    }

    private static ConsoleFile read(String name, String type) {
        try (InputStream file = ConsoleFiles.class.getResourceAsStream("/vidu/console/" + name)) {
            byte[] content = file.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return new ConsoleFile(
                    type, Buffer.buffer(content), '"' + HexFormat.of().formatHex(digest, 0, 16) + '"');
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    Optional<ConsoleFile> find(String path) {
        return Optional.ofNullable(files.get(PAGES.matcher(path).matches() ? "/index.html" : path));
    }
}
