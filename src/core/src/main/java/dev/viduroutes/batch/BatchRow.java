package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row of a batch, as it was read.
 *
 * @param number of the row, from 1; the row of columns, rows of defaults, blank lines and comments do not count
 * @param line where it begins in the file, from 1: what a person finds in an editor
 * @param key the idempotency key of a row that names none: made of the batch's name, what the row says, and how many rows
 *     before it say the same; of a row that can't be a request, the id that it names
 * @param document the request, not checked by the rules of requests; empty if the row can't be one
 * @param problems why it can't; the field of each is the column
 * @param values as they were read, in the order of the columns
 * @param pictures names of the files that it names as pictures, whatever else is wrong with it; nothing if that can't be read
 */
record BatchRow(
        long number,
        long line,
        String key,
        Optional<ObjectNode> document,
        List<Problem> problems,
        List<String> values,
        Optional<List<String>> pictures) {

    BatchRow {
        problems = List.copyOf(problems);
        values = List.copyOf(values);
        pictures = pictures.map(List::copyOf);
    }

    /** @return the names of pictures in a request */
    static List<String> pictures(JsonNode document) {
        List<String> names = new ArrayList<>();
        document.path("image_files").forEach(name -> names.add(name.asText()));
        return names;
    }
}
