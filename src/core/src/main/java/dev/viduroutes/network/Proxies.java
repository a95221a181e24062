package dev.viduroutes.network;

import dev.viduroutes.settings.ProxyAddress;
import dev.viduroutes.settings.ProxySettings;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which proxy a call takes, if any. Names are judged as they are written: none is looked up, since a proxy may be who can. */
public final class Proxies {

    private static final String NONE = "none";

    private final ProxySettings settings;
    private final ProxyBypass bypass;

    public Proxies(ProxySettings settings) {
        this.settings = settings;
        bypass = ProxyBypass.of(settings.bypass());
    }

    /** @return whether calls may go through one */
    public boolean isAny() {
        return all().findAny().isPresent();
    }

    /**
     * @param scheme {@code http} or {@code https}
     * @param host a name, or an address with or without brackets
     * @param port that of the scheme, if it is not positive
     */
    public Optional<ProxyAddress> proxyFor(String scheme, String host, int port) {
        boolean secure = scheme.equalsIgnoreCase("https");
        int known = port > 0 ? port : secure ? 443 : 80;
        return (secure ? settings.forHttps() : settings.forHttp())
                .filter(proxy -> !bypass.covers(host, known))
                .filter(proxy -> isReachableFrom(proxy, host));
    }

    /** A proxy elsewhere would take a loopback address for itself. */
    private static boolean isReachableFrom(ProxyAddress proxy, String host) {
        return !HostName.parse(host).isLoopback()
                || HostName.parse(proxy.host()).isLoopback();
    }

    /** @return the one at this place */
    public Optional<ProxyAddress> at(String host, int port) {
        return all().filter(proxy -> proxy.host().equalsIgnoreCase(host) && proxy.port() == port)
                .findFirst();
    }

    Stream<ProxyAddress> all() {
        return Stream.of(settings.forHttps(), settings.forHttp()).flatMap(Optional::stream);
    }

    /** @return which are used, and who says so, for people; {@code none} if none is */
    public String summary() {
        String used = all().map(ProxyAddress::toString).distinct().collect(Collectors.joining(", "));
        return used.isEmpty() ? NONE : used + direct();
    }

    private String direct() {
        return bypass.isEmpty() ? "" : " but for " + settings.bypassFrom() + "=" + String.join(",", settings.bypass());
    }
}
