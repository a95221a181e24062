package dev.viduroutes.settings;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The remote API. {@link #toString()} leaves the key out.
 *
 * @param key empty if each account has one of its own
 * @param callbacks whether the API is asked to report the end of each task
 */
public record ApiSettings(
        URI baseUrl,
        RotatingSecret key,
        String model,
        boolean callbacks,
        Duration connectTimeout,
        Duration responseTimeout,
        long maxAnswerBytes) {

    static final String KEY = "vidu.api.key";
    static final Pattern KEY_FORM = Pattern.compile("(?!([\"']).*\\1$)[!-~]{1,512}");

    private static final String MODE = "vidu.api.mode";
    private static final String CALLBACK = "callback";

    static ApiSettings read(SettingReader read) {
        return new ApiSettings(
                read.url("vidu.api.base-url"),
                key(read),
                read.text(
                        "vidu.api.model",
                        Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
                        "it must be letters, digits, '.', '_' and '-'"),
                read.text(MODE, Pattern.compile("polling|" + CALLBACK), "it must be polling or " + CALLBACK)
                        .equals(CALLBACK),
                read.duration("vidu.api.connect-timeout", "100ms", "5m"),
                read.duration("vidu.api.response-timeout", "100ms", "10m"),
                read.bytes("vidu.api.max-answer-bytes", "1KiB", "64MiB"));
    }

    /** Accounts that have names may each have a key of their own. */
    private static RotatingSecret key(SettingReader read) {
        String rule =
                "set VIDU_API_KEY to your key, or VIDU_API_KEY_FILE to a file that holds it: 1 to 512 visible ASCII"
                        + " characters, without quotes around them";
        return read.rotatingSecret(
                        KEY, KEY_FORM, rule, AccountSettings.names(read).isEmpty())
                .orElseGet(() -> RotatingSecret.none(KEY_FORM, rule));
    }

    @Override
    public String toString() {
        return "ApiSettings[baseUrl=" + baseUrl + ", model=" + model + "]";
    }
}
