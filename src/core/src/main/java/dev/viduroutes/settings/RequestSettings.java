package dev.viduroutes.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a request document may be.
 *
 * @param templates folder of the documents that a request may name
 * @param defaults names of the fields that have one, and their texts; checked against the schema elsewhere
 */
public record RequestSettings(long maxBytes, String schema, Path templates, Map<String, String> defaults) {

    private static final List<String> FIELDS = List.of(
            "mode",
            "prompt",
            "duration",
            "resolution",
            "style",
            "aspect-ratio",
            "movement",
            "sound",
            "bgm",
            "seed",
            "provider",
            "project");

    static RequestSettings read(SettingReader read) {
        return new RequestSettings(
                read.bytes("vidu.request.max-bytes", "1KiB", "16MiB"),
                read.location("vidu.request.schema"),
                read.directory("vidu.templates.directory"),
                defaults(read));
    }

    private static Map<String, String> defaults(SettingReader read) {
        Map<String, String> defaults = new TreeMap<>();
        FIELDS.forEach(field -> defaults.put(field, read.text("vidu.defaults." + field)));
        defaults.values().removeIf(value -> value.isEmpty() || value.equals("none"));
        return defaults;
    }
}
