package dev.viduroutes.sandbox;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a second of video costs, by provider, mode and resolution: of several prices that fit, the nearest counts.
 *
 * @param standardMicros of what the table does not name, in millionths of a dollar
 * @param micros by {@code <mode>.<resolution>}, perhaps with {@code <provider>.} before it; {@code *} is any mode or
 *     resolution
 * @param refunds which failed tasks are given back
 */
record Tariff(long standardMicros, Map<String, Long> micros, Refunds refunds) {

    private static final String ANY = "*";

    Tariff {
        micros = Map.copyOf(micros);
        micros.keySet().forEach(Tariff::check);
    }

    /** Of the request's provider before those of all; then mode and resolution, the mode, the resolution, any. */
    long perSecond(GenerateRequest request) {
        List<String> names = List.of(
                request.mode() + "." + request.resolution(),
                request.mode() + "." + ANY,
                ANY + "." + request.resolution(),
                ANY + "." + ANY);
        return Stream.concat(names.stream().map(name -> request.provider() + "." + name), names.stream())
                .filter(micros::containsKey)
                .findFirst()
                .map(micros::get)
                .orElse(standardMicros);
    }

    private static void check(String name) {
        String[] parts = name.split("\\.", -1);
        int mode = parts.length - 2;
        boolean fits = mode >= 0
                && isOneOf(RequestRules.RESOLUTIONS, parts[mode + 1])
                && isOneOf(RequestRules.MODES, parts[mode])
                && (mode == 0 || !parts[0].isBlank());
        SandboxSettings.require(
                fits,
                "price",
                name,
                "mode.resolution or provider.mode.resolution, with a mode of " + String.join(", ", RequestRules.MODES)
                        + " or *, and a resolution of " + String.join(", ", RequestRules.RESOLUTIONS) + " or *");
    }

    private static boolean isOneOf(List<String> known, String part) {
        return part.equals(ANY) || known.contains(part);
    }
}
