package dev.viduroutes.delivery;

import dev.viduroutes.http.BoundedHttp;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import org.apache.camel.component.http.HttpComponent;

/** Camel's HTTP component, set up for downloads: it connects only where {@link ResultUrls} allows. */
public final class DownloadComponent {

    private DownloadComponent() {}

    public static HttpComponent create(Settings settings, ResultUrls urls) {
        Duration timeout = settings.delivery().responseTimeout();
        HttpComponent http = BoundedHttp.component(timeout, timeout);
        http.setClientConnectionManager(
                BoundedHttp.connections(settings, timeout).setDnsResolver(urls).build());
        http.setHttpClientConfigurer(new CutConnections());
        return http;
    }
}
