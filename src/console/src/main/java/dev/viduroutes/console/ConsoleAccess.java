package dev.viduroutes.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Optional;

/** Whether a call is meant for the console, comes from its own pages, and who calls. */
final class ConsoleAccess {

    private static final String BEARER = "Bearer ";
    private static final String SITE = "Sec-Fetch-Site";

    private final ConsoleHosts hosts;
    private final ConsoleLogin login;
    private final ConsoleSessions sessions;
    private final ConsoleCookie cookie;
    private final String scheme;

    ConsoleAccess(ConsoleHosts hosts, ConsoleLogin login, ConsoleSessions sessions, ConsoleCookie cookie, boolean tls) {
        this.hosts = hosts;
        this.login = login;
        this.sessions = sessions;
        this.cookie = cookie;
        this.scheme = tls ? "https://" : "http://";
    }

    void checkHost(HttpServerRequest call) throws ConsoleRefusal {
        if (!hosts.isMeant(call.headers().getAll(HttpHeaders.HOST))) {
            throw new ConsoleRefusal(
                    ConsoleRefusal.FORBIDDEN,
                    "the Host header names neither an address nor localhost nor a name of vidu.console.hosts");
        }
    }

    /** Pages of others may send calls to this machine, and must neither change anything nor see an answer. */
    void checkOrigin(HttpServerRequest call, boolean changes) throws ConsoleRefusal {
        String site = call.getHeader(SITE);
        boolean own = site == null ? isOwnOrigin(call) : site.equals("same-origin");
        if (changes ? !own : site != null && !own && !site.equals("none")) {
            throw new ConsoleRefusal(
                    ConsoleRefusal.FORBIDDEN,
                    "the header " + SITE + " must be same-origin, or, where a browser sends none, Origin be the address"
                            + " of the console: this is no call of its pages");
        }
    }

    /** Browsers send the other header to nobody but TLS and this machine. */
    private boolean isOwnOrigin(HttpServerRequest call) {
        String origin = call.getHeader(HttpHeaders.ORIGIN);
        return origin != null && origin.equalsIgnoreCase(scheme + call.getHeader(HttpHeaders.HOST));
    }

    /** @return who calls; may read a file */
    Caller caller(HttpServerRequest call) throws ConsoleRefusal {
        String address = place(call);
        if (!login.isNeeded()) {
            return new Caller("everybody", address, () -> true);
        }
        String mark = login.mark();
        Optional<String> known = session(call, mark);
        if (known.isPresent()) {
            return new Caller(known.get(), address, () -> sessions.isValid(known.get(), login.mark()));
        }
        String given = call.getHeader(HttpHeaders.AUTHORIZATION);
        if (given == null || !given.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new ConsoleRefusal(ConsoleRefusal.UNAUTHORIZED, "the token must be shown first");
        }
        login.check(given.substring(BEARER.length()), address);
        return new Caller("token", address, () -> login.mark().equals(mark));
    }

    /** Of all cookies of the name: another page of this machine may have set one that comes first. */
    private Optional<String> session(HttpServerRequest call, String mark) {
        return call.headers().getAll(HttpHeaders.COOKIE).stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(cookie.name() + "="))
                .map(pair -> pair.substring(cookie.name().length() + 1))
                .filter(value -> sessions.isValid(value, mark))
                .findFirst();
    }

    /** One who showed a wrong token was told so. */
    void forget(HttpServerRequest call) {
        login.forget(place(call));
    }

    static String place(HttpServerRequest call) {
        return ConsoleLogin.place(call.remoteAddress().hostAddress());
    }
}
