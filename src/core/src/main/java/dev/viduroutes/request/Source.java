package dev.viduroutes.request;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.viduroutes.PublicApi;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Where a request came from.
 *
 * @param kind {@code file}, {@code direct}, or the kind of queue, such as {@code jms}; of a row of a batch {@code row} if
 *     that is a file, else {@code jms-row} and the like
 * @param name the file name as found, or what else names the request at its source
 * @param stamp tells two requests of the same name apart: a file's modification time, a message's id
 * @param key the idempotency key that came beside the document, for a document without one; unchecked, often empty
 * @param batch id of the batch that it is a row of, else empty
 * @param urgent whether it came in a way that has it submitted before others
 */
@PublicApi
public record Source(
        String kind,
        String name,
        String stamp,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String key,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String batch,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean urgent) {

    private static final String FILE = "file";
    private static final String ROW = "row";
    private static final String DIRECT = "direct";
    private static final int LONGEST_RECORD_NAME = 180;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** What is empty is left out of the JSON, and comes back as null. */
    public Source {
        key = key == null ? "" : key;
        batch = batch == null ? "" : batch;
    }

    /** A source of no batch, in its turn. */
    public Source(String kind, String name, String stamp, String key) {
        this(kind, name, stamp, key, "", false);
    }

    /** A source that names no key. */
    public Source(String kind, String name, String stamp) {
        this(kind, name, stamp, "");
    }

    /** @return the same, to be submitted before others */
    public Source asUrgent() {
        return new Source(kind, name, stamp, key, batch, true);
    }

    /** A file of the intake folder. */
    public static Source ofFile(String name, long modifiedMillis) {
        return new Source(FILE, name, Long.toString(modifiedMillis));
    }

    /**
     * A message of a queue.
     *
     * @param kind the kind of queue, such as {@code jms}
     * @param messageId the same whenever the message is delivered again
     * @param key its property {@code vidu_request_id}, empty if it has none
     */
    public static Source ofMessage(String kind, String messageId, String key) {
        return new Source(kind, messageId.replaceFirst("^ID:", "") + ".json", messageId, key);
    }

    /**
     * A message whose sender gave it no id. What is written about it must not replace what is written about another one.
     *
     * @param digest of its body
     */
    public static Source ofNamelessMessage(String kind, String digest, String key) {
        return new Source(kind, "message-" + digest.substring(0, 32) + ".json", "", key);
    }

    /**
     * A row of a batch.
     *
     * @param batch the batch's source
     * @param batchId what the journal knows the batch by
     * @param row its number, from 1
     * @param key of the row, for one that names no id
     */
    public static Source ofRow(Source batch, String batchId, long row, String key) {
        String kind = batch.isFile() ? ROW : batch.kind() + "-" + ROW;
        return new Source(kind, batch.name() + "." + row, batch.stamp(), key, batchId, batch.urgent());
    }

    /** An exchange that some other route sent. */
    public static Source ofExchange(String exchangeId) {
        return new Source(DIRECT, exchangeId + ".json", "");
    }

    /** @param urgent whether that route says so: {@code true}, as a flag or a text */
    public static Source ofExchange(String exchangeId, Object urgent) {
        Source source = ofExchange(exchangeId);
        return "true".equals(String.valueOf(urgent)) ? source.asUrgent() : source;
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

    /** @return the way that it came, a row like its batch: {@code file}, {@code jms} and so on */
    @JsonIgnore
    public String way() {
        return kind.equals(ROW) ? FILE : kind.replaceFirst("-" + ROW + "$", "");
    }

    /** @return whether it is a file of the intake folder */
    @JsonIgnore
    public boolean isFile() {
        return kind.equals(FILE);
    }

    /** @return whether another route sent it */
    @JsonIgnore
    public boolean isDirect() {
        return kind.equals(DIRECT);
    }

    /** @return whether it is a row of a batch, whose outcome the batch's report tells */
    @JsonIgnore
    public boolean isRow() {
        return kind.endsWith(ROW);
    }

    /** @return whether other files lie beside it: it is a file of the intake folder, or a row of one */
    @JsonIgnore
    public boolean liesInFolder() {
        return isFile() || kind.equals(ROW);
    }

    /** @return whether it is a message of a queue */
    @JsonIgnore
    public boolean isMessage() {
        return !isFile() && !isRow() && !isDirect();
    }

    /** @return whether nothing but its content tells it from another request */
    @JsonIgnore
    boolean isNameless() {
        return isMessage() && stamp.isEmpty();
    }

    private static void append(StringBuilder safe, int point) {
        boolean leadingDot = point == '.' && safe.isEmpty();
        if (!leadingDot && (point < 128 && Character.isLetterOrDigit(point) || ".-_".indexOf(point) >= 0)) {
            safe.appendCodePoint(point);
            return;
        }
        for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            safe.append('%').append(HEX.toHexDigits(b));
        }
    }
}
