package dev.viduroutes.http;

import dev.viduroutes.network.Proxies;
import dev.viduroutes.network.ProxyException;
import dev.viduroutes.settings.ProxyAddress;
import java.io.IOException;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * What is said between us and a proxy. It gets its login with each request that it reads, and no other server ever does; and
 * what it answers by itself is an exception, where Apache's client would hand it on as the answer of the server that was
 * asked.
 */
final class ProxyRequestExecutor extends InterimResponseLimit {

    private final Proxies proxies;

    ProxyRequestExecutor(Proxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        HttpRoute route = ProxyTroubleInterceptor.route(context);
        Optional<ProxyAddress> reader = reader(request, route);
        reader.flatMap(ProxyAddress::authorization)
                .ifPresent(login -> request.setHeader(HttpHeaders.PROXY_AUTHORIZATION, login));
        ClassicHttpResponse answer = super.execute(request, connection, callback, context);
        if (reader.isPresent() && isItsOwn(request, answer)) {
            throw ProxyException.refused(reader.get(), route.getTargetHost().toHostString(), answer.getCode());
        }
        return answer;
    }

    /** @return the proxy, if it reads this request: one for a tunnel, or one that has no tunnel */
    private Optional<ProxyAddress> reader(ClassicHttpRequest request, HttpRoute route) {
        return route == null || route.isTunnelled() && !isForTunnel(request)
                ? Optional.empty()
                : proxies.at(
                        route.getProxyHost().getHostName(), route.getProxyHost().getPort());
    }

    private static boolean isForTunnel(ClassicHttpRequest request) {
        return Method.CONNECT.isSame(request.getMethod());
    }

    private static boolean isItsOwn(ClassicHttpRequest request, ClassicHttpResponse answer) {
        Header squid = answer.getFirstHeader(ProxyException.ERROR_HEADER);
        return isForTunnel(request) && answer.getCode() != HttpStatus.SC_OK
                || ProxyException.isOfProxy(answer.getCode(), squid == null ? "" : squid.getValue());
    }
}
