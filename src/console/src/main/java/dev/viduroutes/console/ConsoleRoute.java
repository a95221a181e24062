package dev.viduroutes.console;

import dev.viduroutes.console.ConsoleWorkers.Kind;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one method of one path does.
 *
 * @param pattern segments; one in braces stands for anything
 * @param open whether it may be called without a login
 * @param kind what its work waits for
 */
record ConsoleRoute(HttpMethod method, List<String> pattern, boolean open, Kind kind, Work work) {

    /** Answers, on a thread that may wait. */
    interface Work {
        ConsoleAnswer answer(ConsoleRequest request) throws Exception;
    }

    static ConsoleRoute get(String path, Work work) {
        return new ConsoleRoute(HttpMethod.GET, segments(path), false, Kind.JOURNAL, work);
    }

    static ConsoleRoute post(String path, Work work) {
        return new ConsoleRoute(HttpMethod.POST, segments(path), false, Kind.JOURNAL, work);
    }

    static ConsoleRoute open(HttpMethod method, String path, Work work) {
        return new ConsoleRoute(method, segments(path), true, Kind.MEMORY, work);
    }

    ConsoleRoute on(Kind other) {
        return new ConsoleRoute(method, pattern, open, other, work);
    }

    String path() {
        return "/" + String.join("/", pattern);
    }

    boolean changes() {
        return method != HttpMethod.GET;
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** @return what stands in the places of the pattern; nothing if the path is another one */
    Optional<Map<String, String>> match(String path) {
        List<String> segments = segments(path);
        if (segments.size() != pattern.size()) {
            return Optional.empty();
        }
        Map<String, String> places = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String expected = pattern.get(i);
            if (expected.startsWith("{")) {
                places.put(expected.substring(1, expected.length() - 1), decoded(segments.get(i)));
            } else if (!expected.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(places);
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
