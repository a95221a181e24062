package dev.viduroutes.batch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A column of a table: where in the request its cells belong.
 *
 * @param name as it is known
 * @param field of the request
 */
record Column(String name, List<String> field, CellType type) {

    static final String REQUEST_ID = "request_id";

    private static final String INPUT = "input";
    private static final String METADATA = "metadata";
    private static final String META_PREFIX = "meta.";
    private static final String VALUES_PREFIX = "values.";

    private static final List<Column> FIXED = List.of(
            top(REQUEST_ID),
            top("provider"),
            top("template"),
            top("account"),
            new Column("project", List.of(METADATA, "project"), CellType.TEXT),
            input("mode", CellType.TEXT),
            input("prompt", CellType.PROMPT),
            input("resolution", CellType.TEXT),
            input("duration", CellType.INTEGER),
            input("style", CellType.TEXT),
            input("aspect_ratio", CellType.RATIO),
            input("movement", CellType.TEXT),
            input("sound", CellType.FLAG),
            input("bgm", CellType.FLAG),
            input("seed", CellType.INTEGER),
            image("image_1"),
            image("image_2"));

    private static Column top(String name) {
        return new Column(name, List.of(name), CellType.TEXT);
    }

    private static Column input(String name, CellType type) {
        return new Column(name, List.of(INPUT, name), type);
    }

    /** Which field an image belongs to depends on what it says. */
    private static Column image(String name) {
        return new Column(name, List.of(name), CellType.IMAGE);
    }

    /** @return the column of this name, in any case of letters; nothing if there is no such column */
    static Optional<Column> named(String written) {
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.startsWith(META_PREFIX) && lower.length() > META_PREFIX.length()) {
            // Names of metadata have lower-case letters only.
            return Optional.of(
                    new Column(lower, List.of(METADATA, lower.substring(META_PREFIX.length())), CellType.TEXT));
        } else if (lower.startsWith(VALUES_PREFIX) && lower.length() > VALUES_PREFIX.length()) {
            String place = written.substring(VALUES_PREFIX.length());
            return Optional.of(new Column(VALUES_PREFIX + place, List.of("values", place), CellType.PROMPT));
        }
        return FIXED.stream().filter(column -> column.name.equals(lower)).findFirst();
    }

    /** @return the names that a table may have, for people */
    static List<String> names() {
        return Stream.concat(FIXED.stream().map(Column::name), Stream.of("meta.<name>", "values.<name>"))
                .toList();
    }

    boolean isRequestId() {
        return name.equals(REQUEST_ID);
    }
}
