package dev.viduroutes.delivery;

import dev.viduroutes.failure.Shortened;
import dev.viduroutes.settings.Settings;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Decides which result URLs may be fetched. They come from outside, so they may name anything: a file, an internal
 * service, a metadata address. Names are judged before the call, addresses at the moment of connecting.
 */
public final class ResultUrls implements DnsResolver {

    private static final int LAST_PORT = 65_535;

    private final List<String> hosts;
    private final boolean allowPrivate;

    public ResultUrls(Settings settings) {
        hosts = settings.delivery().hosts();
        allowPrivate = settings.delivery().allowPrivate();
    }

    /**
     * @return the URL, with a scheme and a host that are allowed
     * @throws DeliveryProblem naming what is wrong with it
     */
    public URI check(String url) {
        URI parsed = parse(url);
        String scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(allowPrivate && scheme.equals("http"))) {
            throw DeliveryProblem.urlRefused("its scheme is " + Shortened.of(scheme, 50) + "; it must be https");
        }
        if (parsed.getHost() == null || parsed.getRawUserInfo() != null) {
            throw DeliveryProblem.urlRefused("it has no plain host name");
        }
        if (parsed.getPort() == 0 || parsed.getPort() > LAST_PORT) {
            throw DeliveryProblem.urlRefused("its port is " + parsed.getPort() + "; it must be 1 to " + LAST_PORT);
        }
        if (hosts.stream()
                .noneMatch(allowed -> matches(allowed, parsed.getHost().toLowerCase(Locale.ROOT)))) {
            throw DeliveryProblem.urlRefused("its host is " + Shortened.of(parsed.getHost(), 100)
                    + ", which vidu.delivery.hosts does not allow");
        }
        return parsed;
    }

    private static URI parse(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException unusable) {
            throw DeliveryProblem.urlRefused("it is not a URL");
        }
    }

    private static boolean matches(String allowed, String host) {
        return allowed.equals("*")
                || allowed.equals(host)
                || allowed.startsWith("*.") && host.endsWith(allowed.substring(1));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddresses.contain(address)) {
                throw DeliveryProblem.urlRefused("its host " + Shortened.of(host, 100)
                        + " has a private address; vidu.delivery.allow-private would permit it");
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
