package dev.viduroutes;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the routes are: not below {@code camel/}, where Camel's runtimes would load them without being asked. Each file has
 * its name here, since a search of the class path reads the runner's jar from end to end, twice at each start.
 */
public final class RouteFiles {

    static final List<String> NAMES = List.of(
            "00-beans",
            "10-intake-files",
            "11-intake-queues",
            "12-intake-batches",
            "20-request",
            "25-batch",
            "26-images",
            "30-task",
            "40-delivery",
            "45-write-check",
            "50-outcome",
            "55-cap-events",
            "60-dead-letter",
            "70-api",
            "75-balance",
            "80-journal",
            "90-failures",
            "95-commands");

    static final String BEANS = of("00-beans");

    private RouteFiles() {}

    /** @return Camel's pattern of all of them */
    public static String all() {
        return NAMES.stream().map(RouteFiles::of).collect(Collectors.joining(","));
    }

    /** @return Camel's pattern of those that commands need, and that take no requests */
    public static String commands() {
        return String.join(",", BEANS, of("95-commands"));
    }

    static String of(String name) {
        return "classpath:vidu/routes/" + name + ".camel.yaml";
    }
}
