package dev.viduroutes.batch;

import dev.viduroutes.failure.RequestRefusedException;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads a batch from its beginning to its end, a row at a time, in constant memory. Not thread-safe. */
interface BatchReader extends Closeable {

    /**
     * @return the next row; empty at the end
     * @throws RequestRefusedException if the rest can't be read as rows, for example since a line is too long
     */
    Optional<BatchRow> next() throws IOException;

    /** @return how it is written */
    BatchForm form();
}
