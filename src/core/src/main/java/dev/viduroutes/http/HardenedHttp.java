package dev.viduroutes.http;

import dev.viduroutes.network.Network;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Camel's HTTP component for servers that are not trusted: waits and headers are bounded, and nothing is repeated. Apache's
 * client would send a POST again that was answered 429 or 503. An instance of our own, so that a host's settings change none
 * of that.
 */
public final class HardenedHttp {

    private static final int LONGEST_HEADER = 16 * 1024;
    private static final int MOST_HEADERS = 100;
    /** So that a few names that hang keep no other from being looked up. */
    private static final int FEWEST_LOOKUPS = 16;

    private HardenedHttp() {}

    /**
     * @param responseTimeout how long the server may be silent
     * @param connectionTimeout how long to wait for one of the connections
     * @param headers of an exchange that may leave
     */
    public static HttpComponent component(Duration responseTimeout, Duration connectionTimeout, String... headers) {
        HttpComponent http = new HttpComponent();
        http.setAutomaticRetriesDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setHeaderFilterStrategy(new OwnHeadersOnly(Set.of(headers)));
        http.setResponseTimeout(responseTimeout.toMillis());
        http.setConnectionRequestTimeout(connectionTimeout.toMillis());
        return http;
    }

    /**
     * As many connections as there are threads.
     *
     * @param responseTimeout how long the server may be silent
     * @param names who knows the addresses of hosts; a lookup ends with the call that it is for
     */
    public static PoolingHttpClientConnectionManagerBuilder connections(
            Settings settings, Duration responseTimeout, DnsResolver names, CallDeadlines deadlines) {
        int threads = settings.threads();
        TimeLimit lookup = new TimeLimit(settings.api().connectTimeout(), "vidu.api.connect-timeout");
        ConnectionConfig config = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.api().connectTimeout()))
                .setSocketTimeout(Timeout.of(responseTimeout))
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                .build();
        // Headers are read into memory, and without these bounds for ever.
        Http1Config headers = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(new UnloggedConnectionFactory(headers))
                .setDefaultConnectionConfig(config)
                .setDnsResolver(new TimedDnsResolver(names, deadlines, lookup, Math.max(threads, FEWEST_LOOKUPS)))
                .setMaxConnTotal(threads)
                .setMaxConnPerRoute(threads);
    }

    /** Has the client read few interim responses, keep these limits, and leave the machine as the settings say. */
    public static void limit(
            HttpClientBuilder client, CallDeadlines deadlines, CallTimeLimits limits, Network network) {
        client.setRequestExecutor(new ProxyRequestExecutor(network.proxies()));
        client.setRoutePlanner(new ProxyRoutePlanner(network.proxies()));
        ProxyTroubleInterceptor.addTo(client, network);
        deadlines.enforce(client, limits);
    }
}
