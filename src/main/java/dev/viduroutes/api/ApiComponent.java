package dev.viduroutes.api;

import dev.viduroutes.http.BoundedHttp;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.ChainElement;

/** Camel's HTTP component, set up for the API: it knows the key, and guards submits. */
public final class ApiComponent {

    private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofMinutes(1);

    private ApiComponent() {}

    public static HttpComponent create(Settings settings, ApiKey key) {
        Duration timeout = settings.api().responseTimeout();
        HttpComponent http = BoundedHttp.component(timeout, LONGEST_WAIT_FOR_CONNECTION);
        http.setClientConnectionManager(
                BoundedHttp.connections(settings, timeout).build());
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
}
