package dev.viduroutes.intake;

import dev.viduroutes.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Which files of which folder are taken.
 *
 * @param endings of their names, in lower case, such as {@code .json}
 * @param maxInFlight how many are taken at once
 * @param maxBytes how much of a file is read when it is taken, at most
 */
record IntakeFolder(Path path, List<String> endings, int maxInFlight, int maxBytes) {

    static IntakeFolder ofRequests(Settings settings) {
        return ofRequests(settings.intake().inbox(), settings);
    }

    static IntakeFolder ofUrgentRequests(Settings settings) {
        return ofRequests(settings.intake().urgent(), settings);
    }

    private static IntakeFolder ofRequests(Path folder, Settings settings) {
        return new IntakeFolder(
                folder,
                List.of(".json"),
                settings.intake().inFlight(),
                Math.toIntExact(settings.requests().maxBytes()) + 1);
    }

    /** Files of which nothing is read when they are taken. */
    static IntakeFolder ofBatches(Path path, List<String> endings, int maxInFlight) {
        return new IntakeFolder(path, endings, maxInFlight, 0);
    }

    /** @return whether a file of this name is one, in any case of letters */
    boolean takes(String name) {
        return endings.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }
}
