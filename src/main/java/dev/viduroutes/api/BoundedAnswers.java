package dev.viduroutes.api;

import dev.viduroutes.settings.Settings;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Gives up on answers of the API that are too long, or that trickle in for too long: Camel copies an answer whole
 * before a route sees it, so the bound has to stand before that. Compression stays off for the same reason.
 */
final class BoundedAnswers implements HttpClientConfigurer {

    private final long maxBytes;
    private final Duration longest;

    BoundedAnswers(Settings settings) {
        maxBytes = settings.api().maxAnswerBytes();
        longest = settings.api().responseTimeout();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableContentCompression();
        client.addResponseInterceptorLast((answer, details, context) -> bound(answer));
    }

    private void bound(HttpResponse answer) {
        // Camel would inflate it; nobody asked for compression.
        answer.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        if (answer instanceof ClassicHttpResponse classic && classic.getEntity() != null) {
            classic.setEntity(new BoundedEntity(classic.getEntity()));
        }
    }

    private final class BoundedEntity extends HttpEntityWrapper {

        BoundedEntity(HttpEntity answer) {
            super(answer);
        }

        @Override
        public InputStream getContent() throws IOException {
            return new BoundedStream(super.getContent());
        }
    }

    private final class BoundedStream extends FilterInputStream {

        private final long deadlineNanos = System.nanoTime() + longest.toNanos();
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
            if (System.nanoTime() > deadlineNanos) {
                throw new IOException(
                        "the answer took longer than " + longest.toMillis() + " ms (vidu.api.response-timeout)");
            }
        }
    }
}
