package dev.viduroutes.http;

import dev.viduroutes.network.Proxies;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Sends calls through the proxy that the settings say; whatever a host or the JVM says of proxies does not count. */
public final class ProxyRoutePlanner extends DefaultRoutePlanner {

    private final Proxies proxies;

    public ProxyRoutePlanner(Proxies proxies) {
        super(DefaultSchemePortResolver.INSTANCE);
        this.proxies = proxies;
    }

    @Override
    protected HttpHost determineProxy(HttpHost target, HttpContext context) {
        return proxies.proxyFor(target.getSchemeName(), target.getHostName(), target.getPort())
                .map(proxy -> new HttpHost(proxy.scheme(), proxy.host(), proxy.port()))
                .orElse(null);
    }
}
