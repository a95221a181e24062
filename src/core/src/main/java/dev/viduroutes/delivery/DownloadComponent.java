package dev.viduroutes.delivery;

import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.http.CallTimeLimits;
import dev.viduroutes.http.HardenedHttp;
import dev.viduroutes.http.IdentifiedTls;
import dev.viduroutes.http.ProxyRoutePlanner;
import dev.viduroutes.http.TimeLimit;
import dev.viduroutes.network.Network;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import org.apache.camel.component.http.HttpComponent;

/**
 * Camel's HTTP component, set up for downloads: it asks for what {@link ResultUrlConfigurer#URL} says, and connects only where
 * {@link ResultUrlPolicy} allows.
 */
public final class DownloadComponent {

    private DownloadComponent() {}

    public static HttpComponent create(
            Settings settings, ResultUrlPolicy urls, CallDeadlines deadlines, Network network) {
        Duration timeout = settings.delivery().responseTimeout();
        HttpComponent http = HardenedHttp.component(timeout, timeout, ResultUrlConfigurer.URL);
        http.setClientConnectionManager(HardenedHttp.connections(settings, timeout, urls, deadlines)
                .setTlsSocketStrategy(new IdentifiedTls(
                        network, new UnderscoreHostTls(network.tls().anonymous())))
                .build());
        ConnectionAbortConfigurer cut = new ConnectionAbortConfigurer();
        ResultUrlConfigurer requests = new ResultUrlConfigurer(new ProxyRoutePlanner(network.proxies()));
        http.setHttpClientConfigurer(client -> {
            HardenedHttp.limit(client, deadlines, limits(settings), network);
            cut.configureHttpClient(client);
            requests.configureHttpClient(client);
        });
        return http;
    }

    private static CallTimeLimits limits(Settings settings) {
        Duration silence = settings.delivery().responseTimeout();
        Duration connecting = silence.plus(settings.api().connectTimeout());
        TimeLimit whole = new TimeLimit(settings.delivery().downloadTimeout(), "vidu.delivery.download-timeout");
        return new CallTimeLimits(
                whole,
                new TimeLimit(connecting, "vidu.api.connect-timeout"),
                new TimeLimit(silence, "vidu.delivery.response-timeout"),
                whole,
                body -> false);
    }
}
