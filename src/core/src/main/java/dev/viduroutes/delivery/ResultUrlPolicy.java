package dev.viduroutes.delivery;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Decides which result URLs may be fetched. They come from outside, so they may name anything: a file, an internal
 * service, a metadata address. Names are judged before the call, addresses at the moment of connecting.
 */
public final class ResultUrlPolicy implements DnsResolver {

    private final List<String> hosts;
    private final boolean allowPrivate;
    private final DnsResolver names;

    public ResultUrlPolicy(Settings settings) {
        this(settings, SystemDefaultDnsResolver.INSTANCE);
    }

    /** @param names who knows the addresses of hosts */
    ResultUrlPolicy(Settings settings, DnsResolver names) {
        this.names = names;
        hosts = settings.delivery().hosts();
        allowPrivate = settings.delivery().allowPrivate();
    }

    /**
     * @return the URL, with a scheme and a host that are allowed
     * @throws DeliveryException naming what is wrong with it, for good: what name servers say is not asked here
     */
    WebUrl check(String url) {
        WebUrl parsed = WebUrl.parse(url);
        if (!parsed.scheme().equals("https") && !allowPrivate) {
            throw DeliveryException.urlRefused(
                    "its scheme is http; it must be https, or vidu.delivery.allow-private must be true");
        }
        if (!allowPrivate && namesAPrivatePlace(parsed)) {
            throw DeliveryException.urlRefused("its host " + SanitizedText.of(parsed.host(), 100)
                    + " is a private address; vidu.delivery.allow-private would permit it");
        }
        if (hosts.stream().noneMatch(allowed -> matches(allowed, parsed.name()))) {
            throw DeliveryException.urlRefused("its host is " + SanitizedText.of(parsed.host(), 100)
                    + ", which vidu.delivery.hosts does not allow");
        }
        return parsed;
    }

    /** Whatever a name server says of it: localhost is this machine (RFC 6761). */
    private static boolean namesAPrivatePlace(WebUrl url) {
        return url.address()
                .map(address -> !PublicAddresses.contain(address))
                .orElse(url.name().equals("localhost") || url.name().endsWith(".localhost"));
    }

    private static boolean matches(String allowed, String host) {
        return allowed.equals("*")
                || allowed.equals(host)
                || allowed.startsWith("*.") && host.endsWith(allowed.substring(1));
    }

    /** @return the addresses that may be connected to; exactly these are */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (allowPrivate) {
            return addresses;
        }
        InetAddress[] found =
                Stream.of(addresses).filter(PublicAddresses::contain).toArray(InetAddress[]::new);
        if (found.length == 0) {
            throw new PrivateAddressException(host);
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
