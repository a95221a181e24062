package dev.viduroutes.batch;

import java.io.IOException;
import java.util.Optional;

/** Reads on behind the row that was read last after its disk or share was away: what an open file does then is anybody's guess. */
final class ResumableReader implements BatchReader {

    /** Opens a batch, to be read from its beginning. */
    interface Opener {

        BatchReader open() throws IOException;
    }

    private final Opener opener;
    private final BatchForm form;
    private Optional<BatchReader> current;
    private long rows;

    ResumableReader(Opener opener) throws IOException {
        this.opener = opener;
        BatchReader first = opener.open();
        current = Optional.of(first);
        form = first.form();
    }

    @Override
    public Optional<BatchRow> next() throws IOException {
        if (current.isEmpty()) {
            current = Optional.of(opener.open());
            for (long row = 0; row < rows && read().isPresent(); row++) {
                // It was started before.
            }
        }
        Optional<BatchRow> next = read();
        rows += next.isPresent() ? 1 : 0;
        return next;
    }

    private Optional<BatchRow> read() throws IOException {
        try {
            return current.orElseThrow().next();
        } catch (IOException away) {
            try {
                close();
            } catch (IOException alsoAway) {
                away.addSuppressed(alsoAway);
            }
            throw away;
        }
    }

    @Override
    public BatchForm form() {
        return form;
    }

    @Override
    public void close() throws IOException {
        if (current.isPresent()) {
            BatchReader open = current.get();
            current = Optional.empty();
            open.close();
        }
    }
}
