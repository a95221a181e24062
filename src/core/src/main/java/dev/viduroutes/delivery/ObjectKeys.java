package dev.viduroutes.delivery;

import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Where in the bucket a request's objects lie: the pattern of {@code vidu.s3.key-pattern}. Only letters, digits, and
 * {@code . _ = -} get in from outside, since Camel takes a key for an expression, and a slash would leave the folder.
 */
public final class ObjectKeys {

    /** No key of a request ends like this: each has an index in it, which is a number, or the word {@code manifest}. */
    private static final String CHECK = ".vidu-write-check";
    /** Stands in the first folder of a check's key where a request would put its own. */
    private static final String NOBODY = "write-check";

    private static final String MODE = "text-to-video";

    private final String pattern;
    private final String model;

    public ObjectKeys(Settings settings) {
        this(settings.s3().keyPattern(), settings.api().model());
    }

    ObjectKeys(String pattern, String model) {
        this.pattern = pattern;
        this.model = model;
    }

    /** @param index which of the task's results, from 1 */
    public String video(Task task, int index) {
        return filled(pattern, task, Integer.toString(index));
    }

    /** The manifest lies where the videos lie: its index is the word {@code manifest}, its ending {@code .json}. */
    public String manifest(Task task) {
        int lastSegment = pattern.lastIndexOf('/') + 1;
        int ending = pattern.lastIndexOf('.');
        // Behind the dot may stand a placeholder; only without one is it an ending.
        boolean hasEnding = ending > lastSegment && pattern.indexOf('}', ending) < 0;
        return filled(hasEnding ? pattern.substring(0, ending) : pattern, task, "manifest") + ".json";
    }

    /**
     * Where a write is tried: in the folder that all requests' objects share, as far down as it is the same for all, since
     * the right to write may be given for that folder alone. Else in a first folder such as requests have.
     */
    public String check() {
        int placeholder = pattern.indexOf('{');
        int folder = pattern.lastIndexOf('/', placeholder) + 1;
        int first = pattern.indexOf('/') + 1;
        return folder > 0
                ? pattern.substring(0, folder) + CHECK
                : filled(pattern.substring(0, first), checkParts()) + CHECK;
    }

    private Map<String, String> checkParts() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        return Map.of(
                "request_id", NOBODY, "task_id", NOBODY, "index", NOBODY, "date", today, "model", model, "mode", MODE);
    }

    private static String filled(String pattern, Task task, String index) {
        return filled(pattern, parts(task, index));
    }

    private static String filled(String pattern, Map<String, String> parts) {
        String key = pattern;
        for (Map.Entry<String, String> part : parts.entrySet()) {
            key = key.replace("{" + part.getKey() + "}", safe(part.getValue()));
        }
        return key;
    }

    private static Map<String, String> parts(Task task, String index) {
        return Map.of(
                "request_id",
                task.request().id(),
                "task_id",
                task.id(),
                "date",
                LocalDate.ofInstant(task.request().receivedAt(), ZoneOffset.UTC).toString(),
                "model",
                task.request().model(),
                "mode",
                task.request().mode(),
                "index",
                index);
    }

    /** No dot in front: a task id of dots alone would be a step up in servers that keep objects as files. */
    private static String safe(String value) {
        return value.replaceAll("[^A-Za-z0-9._=-]|^\\.", "_");
    }
}
