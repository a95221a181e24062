package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.TestSettings;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which result URLs are fetched, and which addresses are connected to. */
class ResultUrlsTest {

    private final ResultUrls strict = new ResultUrls(TestSettings.with());
    private final ResultUrls open = new ResultUrls(TestSettings.with("vidu.delivery.allow-private", "true"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cdn.example.com/a.mp4?sig=%2F&x=1",
                "HTTPS://CDN.EXAMPLE.COM/a.mp4",
                "https://cdn.example.com:8443/a.mp4#t=1",
                "https://xn--bcher-kva.example/a.mp4"
            })
    void anHttpsUrlOfAPlainHostIsFetchedAsItStands(String url) {
        assertThat(strict.check(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                " https://a.example/1.mp4",
                "a.example/1.mp4",
                "//a.example/1.mp4",
                "http://a.example/1.mp4",
                "file:///etc/passwd",
                "FILE:/etc/passwd",
                "ftp://a.example/1.mp4",
                "jar:https://a.example/1.jar!/x",
                "data:video/mp4;base64,AAAA",
                "javascript:alert(1)",
                "https:a.example",
                "https:///a.mp4",
                "https://",
                "https://user@a.example/1.mp4",
                "https://user:password@a.example/1.mp4",
                "https://a.example\\@b.example/1.mp4",
                "https://a.example/1 .mp4",
                "https://a.example/{{vidu.api.key}}",
                "https://a.example/${header.Authorization}",
                "https://a.example/\r\nHost: b",
                "https://bücher.example/1.mp4",
                "https://0x7f.1/",
                "https://127.1/",
                "https://a_b.example/1.mp4",
                "https://a.example:99999999999/"
            })
    void whatIsNoPlainHttpsUrlIsRefused(String url) {
        assertThatThrownBy(() -> strict.check(url))
                .isInstanceOfSatisfying(
                        DeliveryProblem.class,
                        problem -> assertThat(problem.kind()).isEqualTo(DeliveryProblem.Kind.URL_REFUSED));
    }

    @Test
    void aRefusalQuotesLittleAndNoSecretOfTheUrl() {
        assertThatThrownBy(() -> strict.check("https://user:s3cr3t@a.example/?X-Amz-Signature=s3cr3t"))
                .hasMessageNotContaining("s3cr3t");
        assertThatThrownBy(() -> strict.check("x" + "y".repeat(9_000) + "://a"))
                .satisfies(problem -> assertThat(problem.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @CsvSource({
        "'*',any.example,true",
        "cdn.example.com,cdn.example.com,true",
        "cdn.example.com,CDN.Example.COM,true",
        "CDN.example.com,cdn.example.com,true",
        "cdn.example.com,cdn.example.com.,false",
        "cdn.example.com,x.cdn.example.com,false",
        "cdn.example.com,cdn.example.com.evil.example,false",
        "*.example.com,a.b.example.com,true",
        "*.example.com,example.com,false",
        "*.example.com,evilexample.com,false",
        "*.example.com,a.example.com.evil.example,false",
        "'a.example , *.b.example',x.b.example,true"
    })
    void onlyTheHostsOfTheSettingsAreAsked(String allowed, String host, boolean fetched) {
        ResultUrls urls = new ResultUrls(TestSettings.with("vidu.delivery.hosts", allowed));
        String url = "https://" + host + "/1.mp4";
        if (fetched) {
            assertThat(urls.check(url)).hasToString(url);
        } else {
            assertThatThrownBy(() -> urls.check(url)).hasMessageContaining("vidu.delivery.hosts");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "2130706433",
                "127.1",
                "::",
                "::1",
                "[::1]",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:a9fe:a9fe",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void noPrivateOrReservedAddressIsConnectedTo(String host) throws Exception {
        assertThatThrownBy(() -> strict.resolve(host))
                .isInstanceOf(DeliveryProblem.class)
                .hasMessageContaining("vidu.delivery.allow-private");
        assertThat(open.resolve(host)).isNotEmpty();
    }

    /** The spellings that name servers may or may not know; whoever knows them is judged by the address. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost.", "017700000001", "0x7f000001", "0x7f.1", "127.0.0.1."})
    void anOddSpellingOfAPrivateAddressLeadsNowhere(String host) {
        assertThatThrownBy(() -> strict.resolve(host))
                .isInstanceOfAny(DeliveryProblem.class, UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860::8888",
                "2a00:1450::1",
                "::ffff:1.1.1.1"
            })
    void publicAddressesAreConnectedTo(String address) throws Exception {
        assertThat(strict.resolve(address)).hasSize(1);
    }

    @Test
    void plainHttpIsForPrivateNetworksOnly() {
        assertThat(open.check("http://localhost:9000/a.mp4")).hasToString("http://localhost:9000/a.mp4");
        assertThatThrownBy(() -> open.check("file:///etc/passwd")).isInstanceOf(DeliveryProblem.class);
    }
}
