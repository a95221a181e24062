package dev.viduroutes.delivery;

import java.io.IOException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;

/**
 * Asks for exactly the URL that the header {@link #URL} of the exchange holds. Camel's own header for that, like everything of
 * Java's that parses URLs, writes them anew ({@code ~} becomes {@code %7E}), resolves placeholders in them, and knows no host
 * with an underscore.
 */
final class ResultUrlConfigurer implements HttpClientConfigurer {

    /** It never leaves: what names the place to go to is no header for whoever is there. */
    static final String URL = "Vidu-Result-Url";

    private static final String TARGET = "vidu-result-target";

    private final HttpRoutePlanner planner;

    /** @param planner who knows the way to a host */
    ResultUrlConfigurer(HttpRoutePlanner planner) {
        this.planner = planner;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.setRoutePlanner(new ResultRoutes(planner));
        client.addExecInterceptorFirst("vidu-result-url", ResultUrlConfigurer::address);
        // The last thing before the first byte, since others would parse it.
        client.addRequestInterceptorLast((request, body, context) -> {
            if (context.getAttribute(TARGET) instanceof String target) {
                request.setPath(target);
            }
        });
    }

    private static ClassicHttpResponse address(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Header header = request.getFirstHeader(URL);
        if (header != null) {
            WebUrl url = WebUrl.parse(header.getValue());
            request.removeHeaders(URL);
            request.setScheme(url.scheme());
            request.setAuthority(new URIAuthority(url.host(), url.port()));
            scope.clientContext.setAttribute(TARGET, url.target());
        }
        return chain.proceed(request, scope);
    }

    /** Where to connect to. */
    private record ResultRoutes(HttpRoutePlanner planner) implements HttpRoutePlanner {

        @Override
        public HttpRoute determineRoute(HttpHost host, HttpContext context) throws HttpException {
            return planner.determineRoute(host, context);
        }

        @Override
        public HttpRoute determineRoute(HttpHost host, HttpRequest request, HttpContext context) throws HttpException {
            Header header = request.getFirstHeader(URL);
            // Without the request, whose authority is Camel's word for it: the name that the certificate is compared
            // with.
            return header == null
                    ? planner.determineRoute(host, request, context)
                    : planner.determineRoute(host(header), context);
        }

        private static HttpHost host(Header header) {
            WebUrl url = WebUrl.parse(header.getValue());
            return new HttpHost(url.scheme(), url.name(), url.port());
        }
    }
}
