package dev.viduroutes.delivery;

import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.http.CallTimeLimits;
import dev.viduroutes.http.HardenedHttp;
import dev.viduroutes.http.TimeLimit;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * Camel's HTTP component, set up for downloads: it asks for what {@link ResultUrlConfigurer#URL} says, and connects only where
 * {@link ResultUrlPolicy} allows.
 */
public final class DownloadComponent {

    private DownloadComponent() {}

    public static HttpComponent create(Settings settings, ResultUrlPolicy urls, CallDeadlines deadlines) {
        Duration timeout = settings.delivery().responseTimeout();
        HttpComponent http = HardenedHttp.component(timeout, timeout, ResultUrlConfigurer.URL);
        http.setClientConnectionManager(HardenedHttp.connections(settings, timeout, urls, deadlines)
                .setTlsSocketStrategy(new UnderscoreHostTls(SSLContexts.createDefault()))
                .build());
        ConnectionAbortConfigurer cut = new ConnectionAbortConfigurer();
        ResultUrlConfigurer requests = new ResultUrlConfigurer();
        http.setHttpClientConfigurer(client -> {
            HardenedHttp.limit(client, deadlines, limits(settings));
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
