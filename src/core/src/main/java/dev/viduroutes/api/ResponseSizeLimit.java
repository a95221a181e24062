package dev.viduroutes.api;

import dev.viduroutes.http.ResponseBodyFilter;
import dev.viduroutes.settings.Settings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Gives up on answers of the API that are too long: Camel copies an answer whole before a route sees it, so the bound has to
 * stand before that.
 */
final class ResponseSizeLimit implements HttpClientConfigurer {

    private final long maxBytes;

    ResponseSizeLimit(Settings settings) {
        maxBytes = settings.api().maxAnswerBytes();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        ResponseBodyFilter.filter(client, BoundedStream::new);
    }

    private final class BoundedStream extends FilterInputStream {

        private long read;

        BoundedStream(InputStream answer) {
            super(answer);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int bytes) throws IOException {
            read += bytes;
            if (read > maxBytes) {
                throw new IOException("the answer is longer than " + maxBytes + " bytes (vidu.api.max-answer-bytes)");
            }
        }
    }
}
