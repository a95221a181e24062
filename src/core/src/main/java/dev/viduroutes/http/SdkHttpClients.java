package dev.viduroutes.http;

import dev.viduroutes.network.Network;
import dev.viduroutes.network.Proxies;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.impl.conn.DefaultRoutePlanner;
import org.apache.http.impl.conn.DefaultSchemePortResolver;
import org.apache.http.protocol.HttpContext;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.utils.AttributeMap;

/** The HTTP clients of S3 and SQS, which leave the machine as all other calls do. */
public final class SdkHttpClients {

    private SdkHttpClients() {}

    /** @return a client for which neither proxies of the environment nor those of the JVM count, but those of the settings */
    @SuppressWarnings("deprecation")
    public static SdkHttpClient create(ApacheHttpClient.Builder client, AttributeMap defaults, Network network) {
        client.proxyConfiguration(ProxyConfiguration.builder()
                .useEnvironmentVariableValues(false)
                .useSystemPropertyValues(false)
                .build());
        if (!network.proxies().isAny() && !network.tls().isOwn()) {
            return client.buildWithDefaults(defaults);
        }
        SdkTunnels tunnels = new SdkTunnels(network);
        SdkHttpClient proxied = client.httpRoutePlanner(planner(network.proxies()))
                .credentialsProvider(tunnels.logins(network.proxies()))
                .dnsResolver(tunnels)
                .socketFactory(tunnels.tls())
                .buildWithDefaults(defaults);
        return new ProxiedSdkHttpClient(proxied, network, tunnels);
    }

    private static HttpRoutePlanner planner(Proxies proxies) {
        return new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE) {
            @Override
            protected HttpHost determineProxy(HttpHost target, HttpRequest request, HttpContext context) {
                return proxies.proxyFor(target.getSchemeName(), target.getHostName(), target.getPort())
                        .map(proxy -> new HttpHost(proxy.host(), proxy.port(), proxy.scheme()))
                        .orElse(null);
            }
        };
    }
}
