package dev.viduroutes.delivery;

import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The user metadata of stored videos: what ties each to its request, and what the request brought. */
public final class ObjectMetadata {

    /** S3 refuses an object with more. */
    private static final int MOST_BYTES = 2_048;
    /** What a header may be called, and none of ours: other rules than today's may have let in anything. */
    private static final Pattern NAME = Pattern.compile("(?i)(?!vidu-)[a-z0-9_-]+");

    private static final String CHECK = "write-check";

    private ObjectMetadata() {}

    /** What a request brought beyond what S3 takes is left out here; outcome and manifest have all of it. */
    public static Map<String, String> of(Task task, Download download) {
        Request request = task.request();
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("vidu-request-id", request.id());
        metadata.put("vidu-task-id", headerSafe(task.id()));
        metadata.put("vidu-sha256", download.sha256());
        int left = MOST_BYTES
                - metadata.entrySet().stream().mapToInt(ObjectMetadata::bytes).sum();
        for (Map.Entry<String, String> brought : new TreeMap<>(request.metadata()).entrySet()) {
            Map.Entry<String, String> entry = Map.entry(brought.getKey(), headerSafe(brought.getValue()));
            if (NAME.matcher(entry.getKey()).matches() && bytes(entry) <= left) {
                metadata.put(entry.getKey(), entry.getValue());
                left -= bytes(entry);
            }
        }
        return metadata;
    }

    /** The same names, for the object that only shows whether videos can be stored. */
    public static Map<String, String> ofCheck() {
        return Map.of("vidu-request-id", CHECK, "vidu-task-id", CHECK, "vidu-sha256", CHECK);
    }

    /** All of it is ASCII. */
    private static int bytes(Map.Entry<String, String> entry) {
        return entry.getKey().length() + entry.getValue().length();
    }

    /** S3 carries metadata in HTTP headers, which are ASCII. */
    private static String headerSafe(String value) {
        boolean plain = value.chars().allMatch(c -> c >= ' ' && c <= '~');
        return plain ? value.strip() : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
