package dev.viduroutes.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Cuts the connection of an answer that is not read to its end. Apache's client would read the rest when the answer is
 * closed, however long that takes: a video that is too long or too slow could not be given up.
 */
final class CutConnections implements HttpClientConfigurer {

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        // What is compressed on the way is not the file whose length was announced.
        client.disableContentCompression();
        client.addResponseInterceptorLast((answer, details, context) -> wrap(answer));
    }

    private static void wrap(HttpResponse answer) {
        if (answer instanceof ClassicHttpResponse classic && classic.getEntity() != null) {
            classic.setEntity(new CutEntity(classic.getEntity()));
        }
    }

    private static final class CutEntity extends HttpEntityWrapper {

        CutEntity(HttpEntity answer) {
            super(answer);
        }

        @Override
        public InputStream getContent() throws IOException {
            return new CutStream(super.getContent());
        }
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
