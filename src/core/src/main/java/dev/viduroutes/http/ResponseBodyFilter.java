package dev.viduroutes.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** Filters the bodies of responses as they come over the wire, before anybody reads them. */
public final class ResponseBodyFilter {

    private ResponseBodyFilter() {}

    /**
     * Puts a stream around the content of every answer. Nothing is decompressed, neither by the client nor by Camel: nobody
     * asked for compression, and what is compressed on the way has another length than was announced.
     */
    public static void filter(HttpClientBuilder client, UnaryOperator<InputStream> around) {
        client.disableContentCompression();
        client.addResponseInterceptorLast((answer, details, context) -> filter(answer, around));
    }

    private static void filter(HttpResponse answer, UnaryOperator<InputStream> around) {
        answer.removeHeaders(HttpHeaders.CONTENT_ENCODING);
        if (answer instanceof ClassicHttpResponse classic && classic.getEntity() != null) {
            classic.setEntity(new Filtered(classic.getEntity(), around));
        }
    }

    private static final class Filtered extends HttpEntityWrapper {

        private final UnaryOperator<InputStream> around;

        private Filtered(HttpEntity answer, UnaryOperator<InputStream> around) {
            super(answer);
            this.around = around;
        }

        @Override
        public InputStream getContent() throws IOException {
            return around.apply(super.getContent());
        }
    }
}
