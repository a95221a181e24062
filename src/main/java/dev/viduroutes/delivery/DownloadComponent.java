package dev.viduroutes.delivery;

import dev.viduroutes.settings.Settings;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/** Camel's HTTP component, set up for downloads: it connects only where {@link ResultUrls} allows. */
public final class DownloadComponent {

    private static final int LONGEST_HEADER = 16 * 1024;
    private static final int MOST_HEADERS = 100;

    private DownloadComponent() {}

    public static HttpComponent create(Settings settings, ResultUrls urls) {
        HttpComponent http = new HttpComponent();
        http.setAutomaticRetriesDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setResponseTimeout(settings.delivery().responseTimeout().toMillis());
        http.setConnectionRequestTimeout(settings.delivery().responseTimeout().toMillis());
        http.setClientConnectionManager(connections(settings, urls));
        http.setHttpClientConfigurer(new CutConnections());
        return http;
    }

    private static HttpClientConnectionManager connections(Settings settings, ResultUrls urls) {
        ConnectionConfig config = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.api().connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.delivery().responseTimeout()))
                .build();
        // Headers are read into memory, and without these bounds for ever.
        Http1Config headers = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(headers)
                        .build())
                .setDnsResolver(urls)
                .setDefaultConnectionConfig(config)
                .setMaxConnTotal(settings.process().threads())
                .setMaxConnPerRoute(settings.process().threads())
                .build();
    }
}
