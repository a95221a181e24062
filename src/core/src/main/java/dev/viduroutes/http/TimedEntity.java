package dev.viduroutes.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The entity of a response, whose call ends once it has been read or closed. */
final class TimedEntity extends HttpEntityWrapper {

    private final TimedCall call;
    private final Runnable end;

    /** @param end to be called at the end; perhaps more than once */
    TimedEntity(HttpEntity response, TimedCall call, Runnable end) {
        super(response);
        this.call = call;
        this.end = end;
    }

    @Override
    public InputStream getContent() throws IOException {
        return new TimedStream(super.getContent());
    }

    private final class TimedStream extends FilterInputStream {

        TimedStream(InputStream response) {
            super(response);
        }

        @Override
        public int read() throws IOException {
            try {
                return seen(super.read());
            } catch (IOException failed) {
                throw call.orTimeout(failed);
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return seen(super.read(target, offset, length));
            } catch (IOException failed) {
                throw call.orTimeout(failed);
            }
        }

        private int seen(int result) {
            if (result < 0) {
                end.run();
            }
            return result;
        }

        @Override
        public void close() throws IOException {
            try {
                super.close();
            } catch (IOException failed) {
                throw call.orTimeout(failed);
            } finally {
                end.run();
            }
        }
    }
}
