package dev.viduroutes.api;

import dev.viduroutes.settings.Settings;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Camel's HTTP component, set up for the API: every wait bounded, and nothing repeated. Apache's client would send a POST
 * again that was answered 429 or 503. An instance of our own, so that a host's settings change none of that.
 */
public final class ApiComponent {

    private static final int LONGEST_HEADER = 16 * 1024;
    private static final int MOST_HEADERS = 100;
    private static final long LONGEST_WAIT_FOR_CONNECTION_MILLIS = 60_000;

    private ApiComponent() {}

    public static HttpComponent create(Settings settings, ApiKey key) {
        HttpComponent http = new HttpComponent();
        http.setAutomaticRetriesDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setResponseTimeout(settings.api().responseTimeout().toMillis());
        http.setConnectionRequestTimeout(LONGEST_WAIT_FOR_CONNECTION_MILLIS);
        http.setClientConnectionManager(connections(settings));
        BoundedAnswers bounds = new BoundedAnswers(settings);
        http.setHttpClientConfigurer(client -> {
            bounds.configureHttpClient(client);
            key.configureHttpClient(client);
            client.addExecInterceptorBefore(ChainElement.CONNECT.name(), "vidu-own-connection", new OwnConnection());
            // The last thing before the first byte: the connection stands, and all headers are set.
            client.addRequestInterceptorLast((request, body, context) -> SubmitGuard.check(body));
        });
        return http;
    }

    private static HttpClientConnectionManager connections(Settings settings) {
        ConnectionConfig config = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.api().connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.api().responseTimeout()))
                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
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
                .setDefaultConnectionConfig(config)
                .setMaxConnTotal(settings.process().threads())
                .setMaxConnPerRoute(settings.process().threads())
                .build();
    }
}
