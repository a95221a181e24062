package dev.viduroutes.settings;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The remote API. {@link #toString()} leaves the key out.
 *
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

    private static final String MODE = "vidu.api.mode";
    private static final String CALLBACK = "callback";

    static ApiSettings read(SettingReader read) {
        return new ApiSettings(
                read.url("vidu.api.base-url"),
                read.rotatingSecret(
                        "vidu.api.key",
                        Pattern.compile("(?!([\"']).*\\1$)[!-~]{1,512}"),
                        "set VIDU_API_KEY to your key, or VIDU_API_KEY_FILE to a file that holds it: 1 to 512 visible ASCII"
                                + " characters, without quotes around them"),
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

    @Override
    public String toString() {
        return "ApiSettings[baseUrl=" + baseUrl + ", model=" + model + "]";
    }
}
