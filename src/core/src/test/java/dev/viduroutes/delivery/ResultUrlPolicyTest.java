package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.TestSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which result URLs are fetched, and which addresses are connected to. */
class ResultUrlPolicyTest {

    private final ResultUrlPolicy strict = new ResultUrlPolicy(TestSettings.with());
    private final ResultUrlPolicy open = new ResultUrlPolicy(TestSettings.with("vidu.delivery.allow-private", "true"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://cdn.example.com/a.mp4?sig=%2F&x=1|https://cdn.example.com/a.mp4?sig=%2F&x=1",
                "HTTPS://CDN.EXAMPLE.COM/A.mp4|https://cdn.example.com/A.mp4",
                "https://cdn.example.com:8443/a.mp4#t=1|https://cdn.example.com:8443/a.mp4",
                "https://cdn.example.com:00443/|https://cdn.example.com/",
                "https://cdn.example.com:/|https://cdn.example.com/",
                "https://cdn.example.com:80/|https://cdn.example.com:80/",
                "https://xn--bcher-kva.example/a.mp4|https://xn--bcher-kva.example/a.mp4",
                "https://bücher.example/1.mp4|https://xn--bcher-kva.example/1.mp4",
                "https://BÜCHER.example/|https://xn--bcher-kva.example/",
                "https://例え。テスト/|https://xn--r8jz45g.xn--zckzah/",
                "https://b%C3%BCcher.example/|https://xn--bcher-kva.example/",
                "https://ａ.example/|https://a.example/",
                "https://a_b.example/1.mp4|https://a_b.example/1.mp4",
                "https://-a-.example/1.mp4|https://-a-.example/1.mp4",
                "https://a.example./1.mp4|https://a.example./1.mp4",
                "https://a.example/1 .mp4|https://a.example/1%20.mp4",
                "https://@a.example/|https://a.example/",
                "https://:@a.example/|https://a.example/",
                "https:/a.example/|https://a.example/",
                "https:\\\\a.example\\1.mp4|https://a.example/1.mp4",
                "https://a.example\\@b.example/1.mp4|https://a.example/@b.example/1.mp4",
                "https://a.example?b@c.example/|https://a.example/?b@c.example/",
                "https://a.example#@c.example/|https://a.example/",
                "https://a.example/{{vidu.api.key}}|https://a.example/%7B%7Bvidu.api.key%7D%7D",
                "https://a.example/${header.Authorization}|https://a.example/$%7Bheader.Authorization%7D",
                "https://8.8.8.8/|https://8.8.8.8/",
                "https://0x8.8.2056/|https://8.8.8.8/",
                "https://134744072/|https://8.8.8.8/",
                "https://８.８.８.８/|https://8.8.8.8/",
                "https://8.8.8.8./|https://8.8.8.8/",
                "https://[2606:4700::1111]:8443/|https://[2606:4700::1111]:8443/",
                "https://[64:FF9B::808:808]/|https://[64:ff9b::808:808]/"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void whatABrowserFetchesIsFetched(String url, String same) {
        assertThat(strict.check(url)).hasToString(same);
        assertThat(strict.check(same)).isEqualTo(strict.check(url));
        assertThat(strict.check(" \n" + url + "\t\0")).hasToString(same);
    }

    @Test
    void lineBreaksMeanNothing() {
        assertThat(strict.check("ht\ntps://a.ex\tample/\r\nHost: b")).hasToString("https://a.example/Host:%20b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "a.example/1.mp4",
                "//a.example/1.mp4",
                "http://a.example/1.mp4",
                "file:///etc/passwd",
                "FILE:/etc/passwd",
                "ftp://a.example/1.mp4",
                "jar:https://a.example/1.jar!/x",
                "view-source:https://a.example/",
                "data:video/mp4;base64,AAAA",
                "javascript:alert(1)",
                "https",
                "https:a.example",
                "https:///a.mp4",
                "https://",
                "https://?a",
                "https://#a",
                "https://:443/",
                "https://@/",
                "https://user@a.example/1.mp4",
                "https://user:password@a.example/1.mp4",
                "https://:password@a.example/1.mp4",
                "https://a@b@c.example/",
                "https://a.example@/",
                "https://a b.example/",
                "https://a%20b.example/",
                "https://a%00b.example/",
                "https://a%2Fb.example/",
                "https://a%40b.example/",
                "https://a%3A80.example/",
                "https://a%zz.example/",
                "https://a／b.example/",
                "https://℀.example/",
                "https://a＠b.example/",
                "https://a..example/",
                "https://.example/",
                "https://{{vidu.api.key}}.example/",
                "https://${env:HOME}.example/",
                "https://0x7f.1/",
                "https://127.1/",
                "https://0177.0.0.01/",
                "https://2130706433/",
                "https://１２７.0.0.1/",
                "https://127。0。0。1/",
                "https://127.0.0.1./",
                "https://%31%32%37.0.0.1/",
                "https://localhost/",
                "https://LOCALHOST./",
                "https://a.localhost/",
                "https://ⓛocalhost/",
                "https://1.2.3.4.5/",
                "https://1.2.3.256/",
                "https://256.1.1.1/",
                "https://4294967296/",
                "https://1.2.3.08/",
                "https://a.1/",
                "https://[::1]/",
                "https://[::1/",
                "https://::1/",
                "https://[fe80::1%25eth0]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[64:ff9b::10.0.0.1]/",
                "https://[1:2]/",
                "https://[a.example]/",
                "https://[::1]x/",
                "https://a.example:0/",
                "https://a.example:65536/",
                "https://a.example:-1/",
                "https://a.example:+1/",
                "https://a.example:1x/",
                "https://a.example:1:2/",
                "https://a.example:99999999999/"
            })
    void whatNoBrowserWouldFetchOrNamesAPrivatePlaceIsRefused(String url) {
        assertThatThrownBy(() -> strict.check(url))
                .isInstanceOfSatisfying(
                        DeliveryException.class,
                        problem -> assertThat(problem.kind()).isEqualTo(DeliveryException.Kind.URL_REFUSED));
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
        "cdn.example.com,cdn.example.com.,true",
        "'a_b.example.com',a_b.example.com,true",
        "*.example.com,example.com.,false",
        "cdn.example.com,x.cdn.example.com,false",
        "cdn.example.com,cdn.example.com.evil.example,false",
        "*.example.com,a.b.example.com,true",
        "*.example.com,example.com,false",
        "*.example.com,evilexample.com,false",
        "*.example.com,a.example.com.evil.example,false",
        "'a.example , *.b.example',x.b.example,true"
    })
    void onlyTheHostsOfTheSettingsAreAsked(String allowed, String host, boolean fetched) {
        ResultUrlPolicy urls = new ResultUrlPolicy(TestSettings.with("vidu.delivery.hosts", allowed));
        String url = "https://" + host + "/1.mp4";
        if (fetched) {
            assertThat(urls.check(url).name()).isEqualToIgnoringCase(host.replaceAll("\\.$", ""));
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
                "192.0.0.1",
                "192.0.0.8",
                "192.0.0.11",
                "192.0.0.170",
                "192.0.2.1",
                "192.88.99.1",
                "198.51.100.1",
                "203.0.113.255",
                "::ffff:203.0.113.1",
                "::a00:1",
                "64:ff9b::a00:1",
                "64:ff9b::c0a8:1",
                "64:ff9b:1::a00:1",
                "64:ff9b:1:7f00:0:100::",
                "64:ff9b:1:1::808:808",
                "64:ff9b:2::808:808",
                "100:0:0:1::1",
                "2001:2::1",
                "2001:5::1",
                "2001:10::1",
                "2001:1ff:ffff::1",
                "2001:1::4",
                "2001:0:808:808:0:0:f5ff:fffe",
                "2001:0:a00:1:0:0:f7f7:f7f7",
                "2a00:1450::5efe:a00:1",
                "2a00:1450::200:5efe:c0a8:1",
                "fe80::5efe:808:808",
                "2001:db8::1",
                "2002:a00:1::1",
                "3fff::1",
                "3fff:fff:ffff::1",
                "4000::1",
                "5f00::1",
                "e000::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1"
            })
    void noPrivateOrReservedAddressIsConnectedTo(String host) throws Exception {
        assertThatThrownBy(() -> strict.resolve(host))
                .isInstanceOf(PrivateAddressException.class)
                .hasMessageContaining("vidu.delivery.allow-private");
        assertThat(open.resolve(host)).isNotEmpty();
    }

    /** The spellings that name servers may or may not know; whoever knows them is judged by the address. */
    @ParameterizedTest
    @ValueSource(strings = {"localhost.", "017700000001", "0x7f000001", "0x7f.1", "127.0.0.1."})
    void anOddSpellingOfAPrivateAddressLeadsNowhere(String host) {
        assertThatThrownBy(() -> strict.resolve(host)).isInstanceOf(UnknownHostException.class);
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
                "192.0.0.9",
                "192.0.0.10",
                "192.0.1.0",
                "192.0.3.0",
                "192.31.196.1",
                "192.52.193.1",
                "192.88.98.255",
                "192.175.48.1",
                "198.51.99.255",
                "203.0.112.255",
                "64:ff9b::808:808",
                "64:ff9b::c01f:c401",
                "64:ff9b:1::808:808",
                "::8.8.8.8",
                "2001:0:808:808:0:0:f7f7:f7f7",
                "2001:1::1",
                "2001:1::3",
                "2001:3::1",
                "2001:4:112::1",
                "2001:20::1",
                "2001:3f:ffff::1",
                "2001:200::1",
                "2001:db7::1",
                "2001:db9::1",
                "2002:808:808::1",
                "2620:4f:8000::1",
                "3ffe:ffff::1",
                "3fff:1000::1",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860::8888",
                "2a00:1450::1",
                "::ffff:1.1.1.1"
            })
    void publicAddressesAreConnectedTo(String address) throws Exception {
        assertThat(strict.resolve(address)).hasSize(1);
    }

    /** One private address among public ones is left out, and never connected to. */
    @Test
    void onlyThePublicAddressesOfAHostAreConnectedTo() throws Exception {
        InetAddress inside = InetAddress.getByName("10.0.0.1");
        InetAddress outside = InetAddress.getByName("8.8.8.8");
        ResultUrlPolicy urls = new ResultUrlPolicy(
                TestSettings.with(), new ScriptedNames(host -> new InetAddress[] {inside, outside, inside}));

        assertThat(urls.resolve("cdn.example")).containsExactly(outside);
    }

    @Test
    void plainHttpIsForPrivateNetworksOnly() {
        assertThat(open.check("http://localhost:9000/a.mp4")).hasToString("http://localhost:9000/a.mp4");
        assertThatThrownBy(() -> open.check("file:///etc/passwd")).isInstanceOf(DeliveryException.class);
    }
}
