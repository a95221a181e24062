package dev.viduroutes.http;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Reads a few interim responses (1xx) before the response itself, but not any number of them. */
class InterimResponseLimit extends HttpRequestExecutor {

    private static final int MOST = 10;

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        AtomicInteger interim = new AtomicInteger();
        return super.execute(
                request,
                connection,
                (answer, from, details) -> {
                    if (interim.incrementAndGet() > MOST) {
                        throw new ProtocolException("more than " + MOST + " interim answers (1xx)");
                    }
                    if (callback != null) {
                        callback.execute(answer, from, details);
                    }
                },
                context);
    }
}
