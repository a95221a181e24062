package dev.viduroutes.batch;

import dev.viduroutes.csv.CsvDialect;
import java.util.List;
import java.util.Optional;

/** How a batch is written: what its report, and the file of its rows that failed, are written like. */
interface BatchForm {

    /** @return how a table beside it is written */
    CsvDialect table();

    /** @return what the values of its rows are called */
    List<String> columns();

    /** @return which of them is the row's id; nothing if rows name none there */
    Optional<Integer> requestId();

    /**
     * @param field of a request, as problems name it, such as {@code input.duration}
     * @return the column that a person finds it in; the field itself if it has none
     */
    String column(String field);

    /**
     * @param named whether rows of it may name an id that they did not name
     * @return what a file of some of its rows begins with: columns and defaults
     */
    String beginning(boolean named);

    /**
     * @param id that it is to name, in a file of which {@code named} is true; nothing to leave it as it is
     * @return the row as it is read back, with the end of its line
     */
    String row(BatchRow row, boolean named, Optional<String> id);
}
