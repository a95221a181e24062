package dev.viduroutes.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the API reports the end of a task. {@link #toString()} leaves the secrets out.
 *
 * @param publicUrl where the API reaches this gateway; present in callback mode
 * @param secrets what callback URLs are signed with, in callback mode one or two; the first signs, each is accepted
 * @param grace how long an uncertain submit waits for its callback at least
 */
public record CallbackSettings(
        Optional<URI> publicUrl, List<RotatingSecret> secrets, ServerSettings server, Duration grace) {

    private static final String PUBLIC_URL = "vidu.callback.public-url";
    private static final String SECRET = "vidu.callback.secret";
    private static final Pattern SECRET_FORM = Pattern.compile("[!-~]{32,512}");
    private static final String SECRET_RULE =
            "set VIDU_CALLBACK_SECRET, or the file of VIDU_CALLBACK_SECRET_FILE, to 32"
                    + " to 512 visible ASCII characters that nobody can guess, such as the output of: openssl rand -hex 32";
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    static CallbackSettings read(SettingReader read) {
        boolean required = read.text("vidu.api.mode").equals("callback");
        return new CallbackSettings(
                publicUrl(read, required),
                secrets(read, required),
                ServerSettings.read(read, "vidu.callback.", 1),
                read.duration("vidu.callback.grace", "0s", "24h"));
    }

    private static Optional<URI> publicUrl(SettingReader read, boolean required) {
        if (read.text(PUBLIC_URL).isEmpty()) {
            if (required) {
                read.problem(
                        PUBLIC_URL, "", "callback mode needs the https URL under which the API reaches this gateway");
            }
            return Optional.empty();
        }
        URI url = read.url(PUBLIC_URL);
        // A test set-up that may fetch videos from private addresses may be called back there, too.
        boolean testSetup = read.text("vidu.delivery.allow-private").equals("true");
        if ("http".equals(url.getScheme()) && !testSetup && !isLoopback(url)) {
            read.problem(
                    PUBLIC_URL,
                    url.toString(),
                    "it must be an https URL, since it carries signatures through the internet; http is allowed for"
                            + " localhost, 127.0.0.1 and [::1], and for any host with vidu.delivery.allow-private=true");
        }
        return Optional.of(url);
    }

    private static boolean isLoopback(URI url) {
        return url.getHost() != null && LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
    }

    private static List<RotatingSecret> secrets(SettingReader read, boolean required) {
        return secrets(read, SECRET, SECRET_RULE, "vidu.callback.old-secret", required);
    }

    private static List<RotatingSecret> secrets(
            SettingReader read, String key, String rule, String old, boolean required) {
        return Stream.of(
                        read.rotatingSecret(key, SECRET_FORM, rule, required),
                        read.rotatingSecret(old, SECRET_FORM, "it must be the " + key + " of before", false))
                .flatMap(Optional::stream)
                .toList();
    }

    /** @return those of an account, whose settings begin like this; these if it has none of its own */
    List<RotatingSecret> secretsOf(SettingReader read, String prefix) {
        String key = prefix + "callback-secret";
        List<RotatingSecret> own = secrets(
                read,
                key,
                "set it, or the file of " + key + "-file, to 32 to 512 visible ASCII characters that nobody can guess",
                prefix + "old-callback-secret",
                false);
        return own.isEmpty() ? secrets : own;
    }

    @Override
    public String toString() {
        return "CallbackSettings[publicUrl=" + publicUrl.orElse(null) + ", port=" + server.port() + "]";
    }
}
