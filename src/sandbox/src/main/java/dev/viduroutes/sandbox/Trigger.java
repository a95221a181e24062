package dev.viduroutes.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One order for a fault.
 *
 * @param value what followed the {@code =}, or an empty text
 * @param times how often it strikes: once for each of the first {@code times} occasions, 1 or more
 */
record Trigger(Fault fault, String value, int times) {

    /** What every trigger word in a prompt begins with. */
    static final String PREFIX = "sandbox:";

    private static final Pattern TIMES = Pattern.compile("(.*?)x([1-9]\\d{0,6})");
    private static final Pattern PUNCTUATION_AT_END = Pattern.compile("[.,;:!?)\"']+$");
    private static final List<Integer> API_STATUSES = List.of(400, 401, 402, 403, 404, 429, 500, 503);

    /** @return the triggers in a prompt, in the order in which they stand there */
    static List<Trigger> in(String prompt) {
        return Arrays.stream(prompt.split("\\s+"))
                .filter(word -> word.startsWith(PREFIX))
                .map(word -> parse(word.substring(PREFIX.length())))
                .toList();
    }

    /**
     * Reads a trigger without its prefix, like {@code submit=503x1}.
     *
     * @throws UnknownTrigger if it is none: a mistyped trigger must not pass as "no fault"
     */
    static Trigger parse(String text) {
        int equals = text.indexOf('=');
        boolean isUrl = equals > 0
                && Fault.named(text.substring(0, equals))
                        .filter(fault -> fault.value().isUrl())
                        .isPresent();
        return isUrl
                ? of(text, text, Integer.MAX_VALUE)
                : parseCounted(PUNCTUATION_AT_END.matcher(text).replaceFirst(""));
    }

    private static Trigger parseCounted(String text) {
        Matcher counted = TIMES.matcher(text);
        if (counted.matches()) {
            return of(text, counted.group(1), Integer.parseInt(counted.group(2)));
        }
        // An expired URL is cured by asking again: without a number it means the first answer only.
        boolean once = text.equals(Fault.EXPIRED.word());
        return of(text, text, once ? 1 : Integer.MAX_VALUE);
    }

    private static Trigger of(String whole, String order, int times) {
        String[] parts = order.split("=", 2);
        String value = parts.length == 2 ? parts[1] : "";
        Fault fault = Fault.named(parts[0]).orElseThrow(() -> unknown(whole, "no such fault"));
        boolean cutShort = parts.length == 2 && value.isEmpty();
        if (cutShort || !fault.value().allows(value)) {
            throw unknown(
                    whole,
                    "the form is " + PREFIX + fault.word() + fault.value().syntax());
        }
        return new Trigger(fault, value, times);
    }

    private static UnknownTrigger unknown(String text, String why) {
        return new UnknownTrigger("trigger is " + PREFIX + text + "; " + why + " (GET /sandbox lists every trigger)");
    }

    /** @return the number that the value is, or begins with; only for faults whose value has one */
    int number() {
        return Integer.parseInt(value.replaceFirst("-.*", ""));
    }

    /** @return what follows the number after a hyphen, empty if nothing does */
    String why() {
        int hyphen = value.indexOf('-');
        return hyphen < 0 ? "" : value.substring(hyphen + 1);
    }

    /** @return whether the status is one that the API itself gives, in its envelope, and not a proxy in between */
    static boolean isApiStatus(int status) {
        return API_STATUSES.contains(status);
    }

    /** @return whether the task is accepted although its POST goes wrong */
    boolean accepts() {
        return switch (fault) {
            case SUBMIT -> !isApiStatus(number());
            case SUBMIT_HTML, ENVELOPE -> false;
            default -> true;
        };
    }
}
