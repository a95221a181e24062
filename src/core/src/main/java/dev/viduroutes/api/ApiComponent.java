package dev.viduroutes.api;

import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.http.CallTimeLimits;
import dev.viduroutes.http.HardenedHttp;
import dev.viduroutes.http.IdentifiedTls;
import dev.viduroutes.http.TimeLimit;
import dev.viduroutes.network.Network;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.ChainElement;

/** Camel's HTTP component, set up for the API: it knows the keys, and guards submits. */
public final class ApiComponent {

    private static final Duration LONGEST_WAIT_FOR_CONNECTION = Duration.ofMinutes(1);

    private ApiComponent() {}

    public static HttpComponent create(Settings settings, ApiKeys keys, CallDeadlines deadlines, Network network) {
        Duration timeout = settings.api().responseTimeout();
        HttpComponent http = HardenedHttp.component(timeout, LONGEST_WAIT_FOR_CONNECTION, ApiKeys.ACCOUNT_HEADER);
        http.setClientConnectionManager(
                HardenedHttp.connections(settings, timeout, SystemDefaultDnsResolver.INSTANCE, deadlines)
                        .setTlsSocketStrategy(IdentifiedTls.strict(network.tls().identified()))
                        .build());
        ResponseSizeLimit answers = new ResponseSizeLimit(settings);
        http.setHttpClientConfigurer(client -> {
            HardenedHttp.limit(client, deadlines, limits(settings), network);
            answers.configureHttpClient(client);
            keys.configureHttpClient(client);
            client.addExecInterceptorBefore(
                    ChainElement.CONNECT.name(), "vidu-own-connection", new FreshConnectionHandler());
            // The last thing before the first byte: the connection stands, and all headers are set.
            client.addRequestInterceptorLast((request, body, context) -> SubmitGuard.check(body));
        });
        return http;
    }

    private static CallTimeLimits limits(Settings settings) {
        Duration connecting = LONGEST_WAIT_FOR_CONNECTION.plus(settings.api().connectTimeout());
        Duration answering = settings.api().responseTimeout();
        TimeLimit connection = new TimeLimit(connecting, "vidu.api.connect-timeout");
        TimeLimit answer = new TimeLimit(answering, "vidu.api.response-timeout");
        TimeLimit whole = new TimeLimit(connecting.plus(answering.multipliedBy(2)), answer.setting());
        return new CallTimeLimits(whole, connection, answer, answer, SubmitGuard::isSubmit);
    }
}
