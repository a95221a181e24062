package dev.viduroutes.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Through which proxy calls leave, and which do not. What the settings do not say is taken from the environment, as curl reads
 * it: lower case first, and an empty variable is not set.
 *
 * @param forHttp the one for plain {@code http} targets
 * @param forHttps the one for {@code https} targets
 * @param bypass names, domains, addresses and blocks of them that calls go to directly
 * @param bypassFrom the setting or the variable that says so; empty if nothing does
 */
public record ProxySettings(
        Optional<ProxyAddress> forHttp, Optional<ProxyAddress> forHttps, List<String> bypass, String bypassFrom) {

    private static final String URL = "vidu.proxy.url";
    private static final String BYPASS = "vidu.proxy.bypass";
    private static final String NONE = "none";
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final Pattern PLACE = Pattern.compile(
            "\\*|(\\*\\.|\\.)?[A-Za-z0-9_-][A-Za-z0-9._-]*(:\\d{1,5})?|[0-9.]+/\\d{1,2}|\\[?[0-9A-Fa-f:.]+]?(/\\d{1,3}|:\\d{1,5})?");

    /** A CGI server makes it of a header that its caller chose, wherefore curl never reads it. */
    private static final String CGI = "REQUEST_METHOD";

    static ProxySettings read(SettingReader read) {
        String url = read.hidden(URL, ProxyUrl.RULE);
        boolean off = url.equals(NONE);
        Optional<ProxyAddress> set = off || url.isEmpty() ? Optional.empty() : address(read, URL, url);
        boolean fromVariables = url.isEmpty();
        Optional<ProxyAddress> http = fromVariables ? variable(read, httpNames(read)) : set;
        Optional<ProxyAddress> https =
                fromVariables ? variable(read, List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")) : set;
        return bypassed(read, http, https);
    }

    private static List<String> httpNames(SettingReader read) {
        return read.variable(CGI).isPresent()
                ? List.of("http_proxy", "all_proxy", "ALL_PROXY")
                : List.of("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");
    }

    private static Optional<ProxyAddress> variable(SettingReader read, List<String> names) {
        return names.stream()
                .filter(name -> read.variable(name).isPresent())
                .findFirst()
                .flatMap(name -> address(read, name, read.variable(name).orElseThrow()));
    }

    private static Optional<ProxyAddress> address(SettingReader read, String name, String text) {
        read.hideSecretsOf(text.contains("://") ? text : "http://" + text);
        Optional<ProxyAddress> found = ProxyUrl.parse(text, name);
        found.filter(proxy -> !proxy.password().isEmpty()).ifPresent(read::hideLogin);
        if (found.isEmpty()) {
            String instead = name.equals(URL) ? ", or none" : "; " + URL + " outweighs it, and none is no proxy";
            read.problem(name, ProxyUrl.shown(text), ProxyUrl.RULE + instead);
        }
        return found;
    }

    private static ProxySettings bypassed(
            SettingReader read, Optional<ProxyAddress> http, Optional<ProxyAddress> https) {
        String set = read.text(BYPASS);
        if (set.equals(NONE)) {
            return new ProxySettings(http, https, List.of(), BYPASS);
        } else if (!set.isEmpty()) {
            List<String> places = places(set);
            if (!places.stream().allMatch(PLACE.asMatchPredicate())) {
                read.problem(
                        BYPASS,
                        set,
                        "it must be a comma-separated list of names, *.domain, .domain, addresses, blocks"
                                + " such as 10.0.0.0/8, or *; or none");
            }
            return new ProxySettings(http, https, places, BYPASS);
        }
        return Stream.of("no_proxy", "NO_PROXY")
                .filter(name -> read.variable(name).isPresent())
                .findFirst()
                .map(name -> new ProxySettings(
                        http, https, places(read.variable(name).orElseThrow()), name))
                .orElseGet(() -> new ProxySettings(http, https, List.of(), ""));
    }

    private static List<String> places(String text) {
        return Arrays.stream(SEPARATOR.split(text))
                .filter(place -> !place.isEmpty())
                .toList();
    }
}
