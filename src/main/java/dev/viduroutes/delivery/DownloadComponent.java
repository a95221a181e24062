package dev.viduroutes.delivery;

import dev.viduroutes.settings.Settings;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.util.Timeout;

/** Camel's HTTP component, set up for downloads: it connects only where {@link ResultUrls} allows. */
public final class DownloadComponent {

    private DownloadComponent() {}

    public static HttpComponent create(Settings settings, ResultUrls urls) {
        HttpComponent http = new HttpComponent();
        http.setAutomaticRetriesDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setResponseTimeout(settings.delivery().responseTimeout().toMillis());
        http.setConnectionRequestTimeout(settings.delivery().responseTimeout().toMillis());
        http.setClientConnectionManager(connections(settings, urls));
        // What is compressed on the way is not the file whose length was announced.
        http.setHttpClientConfigurer(client -> client.disableContentCompression());
        return http;
    }

    private static HttpClientConnectionManager connections(Settings settings, ResultUrls urls) {
        ConnectionConfig config = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.api().connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.delivery().responseTimeout()))
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(urls)
                .setDefaultConnectionConfig(config)
                .setMaxConnTotal(settings.process().threads())
                .setMaxConnPerRoute(settings.process().threads())
                .build();
    }
}
