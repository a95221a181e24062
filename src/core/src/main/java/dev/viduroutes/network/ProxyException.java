package dev.viduroutes.network;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.ProxyAddress;
import java.io.IOException;
import java.util.Set;

/**
 * A proxy let nothing through: no byte of the request has reached the server that it is for. Whatever the proxy answers is
 * its own, and says nothing of that server.
 */
public final class ProxyException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int LOGIN_WANTED = 407;
    private static final int LONGEST_CAUSE = 300;
    /** Squid's words for what it never forwarded. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "ERR_ACCESS_DENIED", "ERR_CACHE_ACCESS_DENIED", "ERR_DNS_FAIL", "ERR_CONNECT_FAIL", "ERR_CANNOT_FORWARD");

    /** In which Squid says what it has against a request. */
    public static final String ERROR_HEADER = "X-Squid-Error";

    private final transient ProxyAddress proxy;
    private final int status;

    private ProxyException(ProxyAddress proxy, int status, String message, Exception cause) {
        super(message, cause);
        this.proxy = proxy;
        this.status = status;
    }

    /**
     * It answered something else than that the way is free.
     *
     * @param target what it was asked for, such as {@code api.example:443}
     */
    public static ProxyException refused(ProxyAddress proxy, String target, int status) {
        String what = status == LOGIN_WANTED
                ? login(proxy)
                : "does not let calls to " + target + " through (status " + status + "); its owner knows why";
        return new ProxyException(proxy, status, "the proxy " + proxy + " " + what, null);
    }

    /**
     * Of an answer to a request that the proxy reads, since there is no tunnel.
     *
     * @param error its header {@link #ERROR_HEADER}, empty if there is none
     * @return whether it is the proxy's own, and it is sure that nothing was forwarded
     */
    public static boolean isOfProxy(int status, String error) {
        return status == LOGIN_WANTED || NOT_FORWARDED.contains(error.split(" ")[0]);
    }

    private static String login(ProxyAddress proxy) {
        return proxy.login().isEmpty()
                ? "wants a user and a password (status 407); set them in vidu.proxy.url"
                : "does not accept the user and the password of " + proxy.from() + " (status 407)";
    }

    /** It can't be reached, or breaks off before the way is free. */
    public static ProxyException away(ProxyAddress proxy, Exception cause) {
        String why = SanitizedText.of(cause.getClass().getSimpleName() + ": " + cause.getMessage(), LONGEST_CAUSE);
        return new ProxyException(proxy, 0, "the proxy " + proxy + " can't be used: " + why, cause);
    }

    /** @return what happened, for the log */
    String what() {
        return SanitizedText.of(super.getMessage(), 2 * LONGEST_CAUSE);
    }

    ProxyAddress proxy() {
        return proxy;
    }

    /** @return whether it will be refused again, until a person changes something */
    boolean isForAPerson() {
        return status / 100 == 4;
    }

    /** @return whether it is about this target alone */
    boolean isOfTarget() {
        return status != 0 && status != LOGIN_WANTED;
    }
}
