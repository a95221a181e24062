package dev.viduroutes.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings and environment say of proxies. */
class ProxySettingsTest {

    private static ProxySettings read(Map<String, String> settings, Map<String, String> environment) {
        Properties values = TestSettings.defaults();
        values.putAll(settings);
        return Settings.of(
                        key -> Optional.ofNullable(values.getProperty(key)),
                        prefix -> new TreeSet<>(),
                        new EnvironmentVariables(environment)::variable)
                .proxy();
    }

    private static String https(Map<String, String> environment) {
        return shown(read(Map.of(), environment).forHttps());
    }

    private static String http(Map<String, String> environment) {
        return shown(read(Map.of(), environment).forHttp());
    }

    private static String shown(Optional<ProxyAddress> proxy) {
        return proxy.map(ProxyAddress::toString).orElse("none");
    }

    @Test
    void variablesAreReadInLowerCaseFirst() {
        assertThat(https(Map.of("https_proxy", "http://a:1", "HTTPS_PROXY", "http://b:1")))
                .isEqualTo("a:1 (https_proxy)");
        assertThat(https(Map.of("HTTPS_PROXY", "http://b:1"))).isEqualTo("b:1 (HTTPS_PROXY)");
        assertThat(http(Map.of("http_proxy", "a:1", "HTTP_PROXY", "b:1"))).isEqualTo("a:1 (http_proxy)");
        assertThat(http(Map.of("HTTP_PROXY", "b:1"))).isEqualTo("b:1 (HTTP_PROXY)");
        assertThat(read(Map.of(), Map.of("no_proxy", "a", "NO_PROXY", "b")).bypass())
                .containsExactly("a");
        assertThat(read(Map.of(), Map.of("NO_PROXY", "b, c d")).bypass()).containsExactly("b", "c", "d");
    }

    @Test
    void eachIsForItsOwnKindOfUrlAndOneIsForAll() {
        Map<String, String> https = Map.of("HTTPS_PROXY", "http://b:1");
        assertThat(http(https)).isEqualTo("none");
        assertThat(https(Map.of("http_proxy", "http://b:1"))).isEqualTo("none");
        assertThat(https(Map.of("ALL_PROXY", "http://c:1"))).isEqualTo("c:1 (ALL_PROXY)");
        assertThat(http(Map.of("all_proxy", "http://c:1", "http_proxy", "a:1"))).isEqualTo("a:1 (http_proxy)");
    }

    @Test
    void aVariableWithoutAValueIsNotSet() {
        assertThat(https(Map.of("https_proxy", " ", "HTTPS_PROXY", "http://b:1")))
                .isEqualTo("b:1 (HTTPS_PROXY)");
        assertThat(read(Map.of(), Map.of("no_proxy", "", "NO_PROXY", "b")).bypass())
                .containsExactly("b");
    }

    /** A caller of a CGI program sets it by a header of his own. */
    @Test
    void whatACgiServerMakesOfAHeaderDoesNotCount() {
        assertThat(http(Map.of("HTTP_PROXY", "http://evil:1", "REQUEST_METHOD", "GET")))
                .isEqualTo("none");
        assertThat(http(Map.of("http_proxy", "http://a:1", "REQUEST_METHOD", "GET")))
                .isEqualTo("a:1 (http_proxy)");
    }

    @Test
    void theSettingsOutweighTheVariables() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://b:1", "HTTP_PROXY", "socks5://x", "NO_PROXY", "b");

        ProxySettings set = read(Map.of("vidu.proxy.url", "http://a:1"), environment);
        assertThat(shown(set.forHttp())).isEqualTo("a:1 (vidu.proxy.url)");
        assertThat(shown(set.forHttps())).isEqualTo("a:1 (vidu.proxy.url)");
        assertThat(set.bypass()).containsExactly("b");
        ProxySettings off = read(Map.of("vidu.proxy.url", "none", "vidu.proxy.bypass", "none"), environment);
        assertThat(off.forHttp()).isEmpty();
        assertThat(off.forHttps()).isEmpty();
        assertThat(off.bypass()).isEmpty();
    }

    @Test
    void userAndPasswordAreDecodedAndShownNowhere() {
        ProxySettings read = read(Map.of("vidu.proxy.url", "http://m%40e:p%3A%2F%25+%C3%A4zz@h:1"), Map.of());
        ProxyAddress proxy = read.forHttp().orElseThrow();

        assertThat(proxy.user()).isEqualTo("m@e");
        assertThat(proxy.password()).isEqualTo("p:/%+äzz");
        assertThat(read.toString()).doesNotContain("m@e", "p:/");
        String header = proxy.authorization().orElseThrow();
        assertThat(Secrets.hidden("say " + header + " and p%3A%2F%25+%C3%A4zz, p:/%+äzz"))
                .startsWith("say Basic ***")
                .endsWith(" and ***, ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:short@h",
                "http://me:sh/ort@h:1",
                "me:short@h",
                "socks5://me:short@h:1",
                "\"http://me:short@h:1\"",
                "http://me:short@h:1/?x@y"
            })
    void aMistakeIsToldWithoutTheLogin(String url) {
        assertThatThrownBy(() -> read(Map.of("vidu.proxy.url", url), Map.of()))
                .hasMessageStartingWith("vidu.proxy.url is ")
                .hasMessageContaining("http://host:port")
                .message()
                .doesNotContain("me:", "short");
        assertThatThrownBy(() -> https(Map.of("HTTPS_PROXY", url)))
                .hasMessageStartingWith("HTTPS_PROXY is ")
                .hasMessageContaining("vidu.proxy.url outweighs it")
                .message()
                .doesNotContain("me:", "short");
    }
}
