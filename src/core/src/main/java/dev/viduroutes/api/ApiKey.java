package dev.viduroutes.api;

import dev.viduroutes.settings.RotatingSecret;
import dev.viduroutes.settings.Settings;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * The API key. It leaves this object only on the wire, as the value of the {@code Authorization} header: a header of the
 * exchange would stand in the log of every host that traces its routes.
 */
public final class ApiKey implements HttpClientConfigurer {

    private final RotatingSecret key;

    public ApiKey(Settings settings) {
        key = settings.api().key();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addRequestInterceptorLast((request, entity, context) ->
                // Bearer <key> (contract)
                request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key.value()));
    }

    /** @return the key in force; not to be shown, nor kept for longer than it takes to compare it */
    String value() {
        return key.value();
    }

    @Override
    public String toString() {
        return "ApiKey[hidden]";
    }
}
