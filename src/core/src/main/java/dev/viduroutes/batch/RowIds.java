package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.request.Digests;
import dev.viduroutes.request.RequestIds;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** The ids that rows of a batch name: two rows of one id would be one request, of which one is told twice. Not thread-safe. */
final class RowIds {

    private final LongCounts rows = new LongCounts();

    /** @return what is wrong with the id of this row: that an earlier one has it */
    Optional<Problem> add(JsonNode document, int row) {
        JsonNode id = document.path(Column.REQUEST_ID);
        if (!id.isTextual()) {
            return Optional.empty();
        }
        long hash = hash(id.textValue());
        int first = rows.get(hash);
        if (first == 0) {
            rows.put(hash, row);
            return Optional.empty();
        }
        return Optional.of(new Problem(
                Column.REQUEST_ID,
                CellType.found(id.textValue()) + ", as in row " + first,
                "each row must have an id of its own, or none"));
    }

    /** @return the id that a row names, if a request may be called so */
    static Optional<String> named(JsonNode document) {
        return Optional.of(document.path(Column.REQUEST_ID))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(RequestIds::isId);
    }

    private static long hash(String id) {
        MessageDigest digest = Digests.sha256();
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }
}
