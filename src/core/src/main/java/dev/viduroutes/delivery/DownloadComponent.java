package dev.viduroutes.delivery;

import dev.viduroutes.http.Bound;
import dev.viduroutes.http.BoundedHttp;
import dev.viduroutes.http.CallBounds;
import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.core5.ssl.SSLContexts;

/**
 * Camel's HTTP component, set up for downloads: it asks for what {@link ResultRequests#URL} says, and connects only where
 * {@link ResultUrls} allows.
 */
public final class DownloadComponent {

    private DownloadComponent() {}

    public static HttpComponent create(Settings settings, ResultUrls urls, CallDeadlines deadlines) {
        Duration timeout = settings.delivery().responseTimeout();
        HttpComponent http = BoundedHttp.component(timeout, timeout);
        http.setClientConnectionManager(BoundedHttp.connections(settings, timeout, urls, deadlines)
                .setTlsSocketStrategy(new NamedTls(SSLContexts.createDefault()))
                .build());
        CutConnections cut = new CutConnections();
        ResultRequests requests = new ResultRequests();
        http.setHttpClientConfigurer(client -> {
            BoundedHttp.bound(client, deadlines, bounds(settings));
            cut.configureHttpClient(client);
            requests.configureHttpClient(client);
        });
        return http;
    }

    private static CallBounds bounds(Settings settings) {
        Duration silence = settings.delivery().responseTimeout();
        Duration connecting = silence.plus(settings.api().connectTimeout());
        Bound whole = new Bound(settings.delivery().downloadTimeout(), "vidu.delivery.download-timeout");
        return new CallBounds(
                whole,
                new Bound(connecting, "vidu.api.connect-timeout"),
                new Bound(silence, "vidu.delivery.response-timeout"),
                whole,
                body -> false);
    }
}
