package dev.viduroutes.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The values of a statement by the names of their columns, in which {@code :name} stands for one. */
final class SqlParameters {

    private static final Pattern NAME = Pattern.compile(":([a-z_]+)");

    private final Map<String, Object> values = new LinkedHashMap<>();

    /** @param value instants are stored as milliseconds since 1970, constants by their names */
    SqlParameters with(String name, Object value) {
        if (value instanceof Instant instant) {
            values.put(name, instant.toEpochMilli());
        } else {
            values.put(name, value instanceof Enum<?> constant ? constant.name() : value);
        }
        return this;
    }

    SqlParameters with(SqlParameters more) {
        values.putAll(more.values);
        return this;
    }

    /** @return {@code (a, b) VALUES (:a, :b)} of all columns so far */
    String insertion() {
        return joined("%s", "(", ")") + " VALUES " + joined(":%s", "(", ")");
    }

    /** @return {@code a = :a, b = :b} of all columns so far but these */
    String assignments(String... others) {
        Set<String> left = Set.of(others);
        return values.keySet().stream()
                .filter(name -> !left.contains(name))
                .map(name -> name + " = :" + name)
                .collect(Collectors.joining(", "));
    }

    private String joined(String form, String begin, String end) {
        return values.keySet().stream()
                .map(name -> String.format(Locale.ROOT, form, name))
                .collect(Collectors.joining(", ", begin, end));
    }

    /** @return the statement as JDBC has it */
    static String positional(String sql) {
        return NAME.matcher(sql).replaceAll("?");
    }

    /** @return the values in the order in which the statement names them */
    Object[] inOrder(String sql) {
        List<Object> ordered = new ArrayList<>();
        for (MatchResult name : NAME.matcher(sql).results().toList()) {
            Object value = values.get(name.group(1));
            if (value == null) {
                throw new IllegalArgumentException("the statement names " + name.group() + ", which has no value");
            }
            ordered.add(value);
        }
        return ordered.toArray();
    }
}
