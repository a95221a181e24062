package dev.viduroutes.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.ProxyAddress;
import dev.viduroutes.settings.TestSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls take a proxy. */
class ProxiesTest {

    private static final String AWAY = "http://me:secret-of-mine@proxy.example:3128";

    private static Optional<ProxyAddress> proxyFor(String url, String bypass, String scheme, String host, int port) {
        return new Proxies(TestSettings.with("vidu.proxy.url", url, "vidu.proxy.bypass", bypass)
                        .proxy())
                .proxyFor(scheme, host, port);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            example.org    | example.org          | true
            example.org    | EXAMPLE.ORG.         | true
            example.org    | a.b.example.org      | true
            example.org    | myexample.org        | false
            .example.org   | example.org          | true
            .example.org   | a.example.org        | true
            *.example.org  | a.example.org        | true
            *.example.org  | example.org          | false
            *.example.org  | myexample.org        | false
            a, example.org | example.org          | true
            a example.org  | example.org          | true
            a,,example.org | example.org          | true
            *              | anything.at.all      | true
            10.0.0.0/8     | 10.255.0.1           | true
            10.0.0.0/8     | 11.0.0.1             | false
            10.0.0.0/8     | 10.example.org       | false
            192.168.1.128/25 | 192.168.1.200      | true
            192.168.1.128/25 | 192.168.1.100      | false
            fd00::/8       | [fd12::1]            | true
            fd00::/8       | fe80::1              | false
            10.0.0.0/33    | 10.0.0.0             | false
            0.0.0.0/0      | 8.8.8.8              | true
            0.0.0.0/0      | 2606:4700::1         | false
            1.2.3.4        | 1.2.3.4              | true
            1.2.3.4        | 11.2.3.4             | false
            2606:4700::1   | [2606:4700:0::1]     | true
            example.org:8443 | example.org        | false
            example.org:443  | example.org        | true
            """)
    void theBypassIsReadAsCurlReadsIt(String bypass, String host, boolean direct) {
        assertThat(proxyFor(AWAY, bypass, "https", host, -1).isEmpty()).isEqualTo(direct);
    }

    @Test
    void aLoopbackAddressIsOnlyAskedOfAProxyOnThisMachine() {
        for (String own : new String[] {"localhost", "a.localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"}) {
            assertThat(proxyFor(AWAY, "", "http", own, 80)).as(own).isEmpty();
            assertThat(proxyFor("http://localhost:3128", "", "http", own, 80))
                    .as(own)
                    .isPresent();
        }
        assertThat(proxyFor(AWAY, "", "http", "128.0.0.1", 80)).isPresent();
    }

    @Test
    void noneIsNone() {
        assertThat(proxyFor("none", "", "https", "example.org", 443)).isEmpty();
        assertThat(new Proxies(TestSettings.with().proxy()).summary()).isEqualTo("none");
    }

    @Test
    void whatIsShownHasNoLogin() {
        Proxies proxies = new Proxies(TestSettings.with("vidu.proxy.url", AWAY, "vidu.proxy.bypass", "a.b")
                .proxy());

        assertThat(proxies.summary()).isEqualTo("proxy.example:3128 (vidu.proxy.url) but for vidu.proxy.bypass=a.b");
    }
}
