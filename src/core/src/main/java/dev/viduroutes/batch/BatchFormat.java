package dev.viduroutes.batch;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a batch is written in. */
public enum BatchFormat {
    /** A table whose first row names its columns. */
    CSV(".csv", "text/csv"),
    /** A request document a line. */
    JSONL(".jsonl", "application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
    /** A prompt a line. */
    TXT(".txt", "text/plain");

    /** Dropped instead of the table that was saved from them: read as one, they are refused with how to save it. */
    private static final List<String> WORKBOOKS = List.of(".xlsx", ".xls", ".ods");

    private final String ending;
    private final List<String> mediaTypes;

    BatchFormat(String ending, String... mediaTypes) {
        this.ending = ending;
        this.mediaTypes = List.of(mediaTypes);
    }

    /** @return how the names of its files end, in lower case */
    public String ending() {
        return ending;
    }

    /** @return how the names of all files end that are taken for batches, in lower case */
    static List<String> endings() {
        return Stream.concat(Arrays.stream(values()).map(BatchFormat::ending), WORKBOOKS.stream())
                .toList();
    }

    /** @return that of a file of this name, in any case of letters; empty if it is no batch */
    public static Optional<BatchFormat> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        if (WORKBOOKS.stream().anyMatch(name::endsWith)) {
            return Optional.of(CSV);
        }
        return Arrays.stream(values()).filter(one -> name.endsWith(one.ending)).findFirst();
    }

    /** @return that of a message of this content type, parameters such as charset left out; empty if it is no batch */
    public static Optional<BatchFormat> ofContentType(String contentType) {
        String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(one -> one.mediaTypes.contains(type))
                .findFirst();
    }
}
