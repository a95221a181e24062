package dev.viduroutes.api;

import dev.viduroutes.settings.Settings;
import org.apache.camel.component.http.HttpComponent;

/**
 * Camel's HTTP component, set up for the API: every wait bounded, and nothing repeated. Apache's client would send a POST
 * again that was answered 429 or 503. An instance of our own, so that a host's settings change none of that.
 */
public final class ApiComponent {

    private static final long LONGEST_WAIT_FOR_CONNECTION_MILLIS = 60_000;

    private ApiComponent() {}

    public static HttpComponent create(Settings settings) {
        HttpComponent http = new HttpComponent();
        http.setAutomaticRetriesDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setConnectTimeout(settings.api().connectTimeout().toMillis());
        http.setResponseTimeout(settings.api().responseTimeout().toMillis());
        http.setSoTimeout(settings.api().responseTimeout().toMillis());
        http.setConnectionRequestTimeout(LONGEST_WAIT_FOR_CONNECTION_MILLIS);
        http.setMaxTotalConnections(settings.process().threads());
        http.setConnectionsPerRoute(settings.process().threads());
        http.setHttpClientConfigurer(new BoundedAnswers(settings));
        return http;
    }
}
