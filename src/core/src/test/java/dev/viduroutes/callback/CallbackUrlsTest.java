package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.TestSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The URL that a submit gets for its callback. */
class CallbackUrlsTest {

    private static final String FIRST = "first-secret-of-this-test-0123456789";
    private static final String SECOND = "second-secret-of-this-test-0123456789";

    private static CallbackUrls urls(String secret, String old) {
        return new CallbackUrls(TestSettings.with(
                "vidu.api.mode",
                "callback",
                "vidu.callback.public-url",
                "https://gateway.example/in/",
                "vidu.callback.secret",
                secret,
                "vidu.callback.old-secret",
                old));
    }

    private static String signature(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    @Test
    void itNamesTheRequestAndTheSubmitAndIsTheSameAfterARestart() {
        String url = urls(FIRST, "").of("default", "shot.7", 3);

        assertThat(url).startsWith("https://gateway.example/in/vidu/callback/shot.7/3/");
        assertThat(url).isEqualTo(urls(FIRST, "").of("default", "shot.7", 3));
        assertThat(signature(url)).hasSize(43);
        assertThat(urls(FIRST, "").isGenuine("shot.7", 3, signature(url))).isTrue();
    }

    @Test
    void aQuotedUrlIsHiddenEncodedToo() {
        String url = urls(FIRST, "").of("default", "shot.7", 3);

        assertThat(CallbackUrls.hidden("bad callback_url '" + url + "' given")).doesNotContain(signature(url));
        assertThat(CallbackUrls.hidden("bad callback_url " + URLEncoder.encode(url, StandardCharsets.UTF_8)))
                .doesNotContain(signature(url));
    }

    @Test
    @Timeout(10)
    void aLongMessageIsSearchedInNoTime() {
        assertThat(CallbackUrls.hidden("http://".repeat(150_000))).hasSizeLessThan(5_000);
    }

    @Test
    void aSignatureIsForOneSubmitOfOneRequest() {
        String signature = signature(urls(FIRST, "").of("default", "shot.7", 3));

        assertThat(urls(FIRST, "").isGenuine("shot.7", 4, signature)).isFalse();
        assertThat(urls(FIRST, "").isGenuine("shot.8", 3, signature)).isFalse();
        assertThat(urls(SECOND, "").isGenuine("shot.7", 3, signature)).isFalse();
        assertThat(urls(FIRST, "").isGenuine("shot.7", 3, "")).isFalse();
        assertThat(urls(FIRST, "").isGenuine("shot.7", 3, "!" + signature)).isFalse();
    }

    @Test
    void theSecretOfBeforeIsStillAcceptedAndSignsNothingAnyMore() {
        String before = signature(urls(FIRST, "").of("default", "shot", 1));
        CallbackUrls rotated = urls(SECOND, FIRST);

        assertThat(rotated.isGenuine("shot", 1, before)).isTrue();
        assertThat(rotated.of("default", "shot", 1)).isEqualTo(urls(SECOND, "").of("default", "shot", 1));
        assertThat(rotated.isGenuine("shot", 1, signature(rotated.of("default", "shot", 1))))
                .isTrue();
    }

    @Test
    void withoutASecretThereIsNoUrlAndNothingIsGenuine() {
        CallbackUrls none = new CallbackUrls(TestSettings.with());

        assertThatThrownBy(() -> none.of("default", "shot", 1)).hasMessageContaining("vidu.callback.secret");
        assertThat(none.isGenuine("shot", 1, "A".repeat(43))).isFalse();
    }

    @Test
    void aMessageThatQuotesTheUrlIsKeptWithoutIt() {
        String url = urls(FIRST, "").of("default", "shot", 1);

        for (String text : new String[] {
            "callback_url " + url + " is unreachable", "\"" + url + "\"", url.replace("https://gateway.example", "")
        }) {
            assertThat(CallbackUrls.hidden(text)).doesNotContain(signature(url)).contains("(callback URL)");
        }
        assertThat(CallbackUrls.hidden("callback_url " + url + " is unreachable"))
                .isEqualTo("callback_url (callback URL) is unreachable");
        assertThat(CallbackUrls.hidden("see https://docs.example/x")).isEqualTo("see https://docs.example/x");
    }
}
