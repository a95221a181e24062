package dev.viduroutes.delivery;

import dev.viduroutes.http.ResponseBodyFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Aborts the connection of a response that is not read to its end. Apache's client would read the rest when the answer is
 * closed, however long that takes: a video that is too long or too slow could not be given up.
 */
final class ConnectionAbortConfigurer implements HttpClientConfigurer {

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        ResponseBodyFilter.filter(client, CutStream::new);
    }

    private static final class CutStream extends FilterInputStream {

        private boolean ended;

        CutStream(InputStream answer) {
            super(answer);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            ended |= next < 0;
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            ended |= count < 0;
            return count;
        }

        /** An exception here makes the client discard the connection instead of emptying it. */
        @Override
        public void close() throws IOException {
            if (!ended) {
                throw new IOException("the answer was not read to its end");
            }
            super.close();
        }
    }
}
