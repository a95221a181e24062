package dev.viduroutes.api;

import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.net.URIAuthority;

/**
 * The API keys, one of each account. They leave this object only on the wire, as the value of the {@code Authorization} header: a header
 * of the exchange would stand in the log of every host that traces its routes. The exchange says which account a call is for, and a key
 * goes to its own account's server alone.
 */
public final class ApiKeys implements HttpClientConfigurer {

    /** What an exchange says its account in; it never leaves. */
    public static final String ACCOUNT_HEADER = "ViduAccount";

    private final Map<String, AccountSettings> accounts = new LinkedHashMap<>();
    private final URI common;

    public ApiKeys(Settings settings) {
        settings.accounts().forEach(account -> accounts.put(account.name(), account));
        common = settings.api().baseUrl();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addRequestInterceptorLast((request, entity, context) -> authorize(request));
    }

    private void authorize(HttpRequest request) throws IOException, ProtocolException {
        Header account = request.getHeader(ACCOUNT_HEADER);
        request.removeHeaders(ACCOUNT_HEADER);
        AccountSettings used = account == null ? null : accounts.get(account.getValue());
        if (used == null || !isOf(used.baseUrl(), request)) {
            throw new WrongAccountException(account == null ? "" : account.getValue());
        }
        // Bearer <key> (contract)
        request.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + used.key().value());
    }

    private static boolean isOf(URI server, HttpRequest request) {
        URIAuthority asked = request.getAuthority();
        return asked != null
                && server.getScheme().equalsIgnoreCase(request.getScheme())
                && server.getHost()
                        .replaceAll("[\\[\\]]", "")
                        .equalsIgnoreCase(asked.getHostName().replaceAll("[\\[\\]]", ""))
                && port(server.getScheme(), server.getPort()) == port(request.getScheme(), asked.getPort());
    }

    private static int port(String scheme, int port) {
        return port >= 0 ? port : "https".equalsIgnoreCase(scheme) ? 443 : 80;
    }

    /** @return where the account's calls go, if not where those of the others do; else empty */
    public String ownUrl(String account) {
        URI url = accounts.get(account).baseUrl();
        return url.equals(common) ? "" : url.toString();
    }

    /** @return the key in force; not to be shown, nor kept for longer than it takes to compare it */
    String value(String account) {
        return accounts.get(account).key().value();
    }

    @Override
    public String toString() {
        return "ApiKeys[hidden]";
    }
}
