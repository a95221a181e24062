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

    private final String pattern;

    public ObjectKeys(Settings settings) {
        this(settings.s3().keyPattern());
    }

    ObjectKeys(String pattern) {
        this.pattern = pattern;
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

    private static String filled(String pattern, Task task, String index) {
        String key = pattern;
        for (Map.Entry<String, String> part : parts(task, index).entrySet()) {
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
