package dev.viduroutes.http;

import dev.viduroutes.network.Network;
import dev.viduroutes.network.ProxyException;
import dev.viduroutes.settings.ProxyAddress;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Tells trouble with a proxy from trouble with the server behind it: what fails before the way is free is a
 * {@link ProxyException}, and is logged with the setting.
 */
final class ProxyTroubleInterceptor implements ExecChainHandler {

    private static final String WAY_IS_FREE = "vidu-way-is-free";
    private static final String ROUTE = "vidu-route";

    private final Network network;

    private ProxyTroubleInterceptor(Network network) {
        this.network = network;
    }

    static void addTo(HttpClientBuilder client, Network network) {
        client.addExecInterceptorBefore(
                ChainElement.CONNECT.name(), "vidu-proxy", new ProxyTroubleInterceptor(network));
        // Of requests to the server, and not of those for a tunnel.
        client.addRequestInterceptorFirst((request, body, context) -> context.setAttribute(WAY_IS_FREE, true));
    }

    /** @return the way that a call takes, while a tunnel is asked for, too; null if it goes through no proxy */
    static HttpRoute route(HttpContext context) {
        return (HttpRoute) context.getAttribute(ROUTE);
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Optional<ProxyAddress> proxy = Optional.ofNullable(scope.route.getProxyHost())
                .flatMap(host -> network.proxies().at(host.getHostName(), host.getPort()));
        return proxy.isEmpty() ? chain.proceed(request, scope) : proceed(request, scope, chain, proxy.get());
    }

    private ClassicHttpResponse proceed(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain, ProxyAddress proxy)
            throws IOException, HttpException {
        scope.clientContext.removeAttribute(WAY_IS_FREE);
        scope.clientContext.setAttribute(ROUTE, scope.route);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            network.proxyLog().works(proxy);
            return answer;
        } catch (ProxyException refused) {
            network.proxyLog().failed(refused);
            throw refused;
        } catch (IOException | HttpException failed) {
            if (isNotOfProxy(failed, scope)) {
                throw failed;
            }
            ProxyException away = ProxyException.away(proxy, failed);
            network.proxyLog().failed(away);
            throw away;
        }
    }

    private static boolean isNotOfProxy(Exception failed, ExecChain.Scope scope) {
        return isFree(scope.clientContext)
                || isGivenUp(scope.originalRequest)
                || failed instanceof ConnectionRequestTimeoutException
                || failed instanceof RequestFailedException
                // Of the server as of the proxy; it is known to have received nothing.
                || failed instanceof SSLHandshakeException
                || failed instanceof SSLPeerUnverifiedException;
    }

    private static boolean isFree(HttpContext context) {
        return context.getAttribute(WAY_IS_FREE) != null;
    }

    private static boolean isGivenUp(ClassicHttpRequest request) {
        return request instanceof HttpUriRequestBase cancellable && cancellable.isCancelled();
    }
}
