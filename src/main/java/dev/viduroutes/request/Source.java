package dev.viduroutes.request;

import java.nio.charset.StandardCharsets;

/**
 * Where a request came from.
 *
 * @param kind {@code file} or {@code direct}
 * @param name the file name as found, or what else names the request at its source
 * @param stamp tells two requests of the same name apart: a file's modification time, a message's id
 */
public record Source(String kind, String name, String stamp) {

    private static final int LONGEST_RECORD_NAME = 180;

    /** A file of the intake folder. */
    public static Source ofFile(String name, long modifiedMillis) {
        return new Source("file", name, Long.toString(modifiedMillis));
    }

    /** An exchange that some other route sent. */
    public static Source ofExchange(String exchangeId) {
        return new Source("direct", exchangeId + ".json", "");
    }

    /**
     * The name under which outcome and dead letter are written: the source's name, in which every byte that is not a
     * letter, digit, {@code .}, {@code _} or {@code -} stands as {@code %XX}. So no name can leave its folder, and
     * none is taken for an expression.
     */
    public String recordName() {
        StringBuilder safe = new StringBuilder();
        name.codePoints().forEach(point -> append(safe, point));
        String encoded = safe.toString();
        return encoded.length() <= LONGEST_RECORD_NAME
                ? encoded
                : encoded.substring(0, LONGEST_RECORD_NAME - 17) + "-"
                        + Digests.sha256(name).substring(0, 16);
    }

    private static void append(StringBuilder safe, int point) {
        boolean leadingDot = point == '.' && safe.isEmpty();
        if (!leadingDot && (point < 128 && Character.isLetterOrDigit(point) || ".-_".indexOf(point) >= 0)) {
            safe.appendCodePoint(point);
            return;
        }
        for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            safe.append(String.format("%%%02X", b & 0xff));
        }
    }
}
