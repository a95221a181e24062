package dev.viduroutes.settings;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.SensitiveUtils;

/**
 * The secrets that were configured in this process, so that whoever quotes a text of others can take them out of it: the API,
 * S3, a broker or a proxy may repeat a key that it refuses. One set for the whole process, not one for each Camel context,
 * since a text is quoted in places that know no context, such as the constructor of an exception.
 */
public final class Secrets {

    /**
     * The settings that are secrets, marked {@code (secret)} where they are declared. Whoever reads one of them, by whatever
     * method, reads the file that {@code <key>-file} names if that is set instead.
     */
    static final Set<String> KEYS = Set.of(
            "vidu.journal.password",
            "vidu.intake.jms.jndi.java.naming.security.credentials",
            "vidu.intake.jms.password",
            "vidu.intake.amqp.password",
            "vidu.intake.kafka.password",
            "vidu.intake.sqs.access-key",
            "vidu.intake.sqs.secret-key",
            "vidu.proxy.url",
            "vidu.tls.trust-store-password",
            "vidu.tls.key-store-password",
            "vidu.api.key",
            "vidu.callback.secret",
            "vidu.callback.old-secret",
            "vidu.callback.tls.key-store-password",
            "vidu.s3.access-key",
            "vidu.s3.secret-key",
            "vidu.management.token",
            "vidu.management.tls.key-store-password",
            "vidu.console.token",
            "vidu.console.tls.key-store-password");

    /** Those that each account may have of its own. */
    private static final Pattern OF_ACCOUNT =
            Pattern.compile("vidu\\.account\\.[^.]+\\.(key|callback-secret|old-callback-secret)");

    private static final String OF_FILE = "-file";

    /** Shorter ones may be a part of any word: they are not looked for. */
    static final int SHORTEST = 8;

    private static final String HIDDEN = "***";
    private static final String NAME = "(?i:pass\\w*|[\\w.-]*secret|[\\w.-]*token|[\\w.-]*[.-]?key|[\\w.-]*password)";
    private static final Pattern NAMED = Pattern.compile(NAME + "\\s*=\\s*(?:RAW[({])?[\"']?([^&,;)}\"'\\s]+)");
    /** In an address such as {@code sftp://user:password@host} or {@code sftp:user:password@host}. */
    private static final Pattern OF_A_USER = Pattern.compile("(?:^[A-Za-z][\\w.+-]*:|//)[^/?@:\\s]*:([^/?@\\s]+)@");
    /** An option of a Camel endpoint; within {@code RAW()} an ampersand is a part of the value. */
    private static final Pattern OPTION =
            Pattern.compile("[?&]([\\w.-]+)=(?:RAW\\((.*?)\\)(?=&|$)|RAW\\{(.*?)}(?=&|$)|([^&]*))");

    private static final AtomicReference<Known> KNOWN = new AtomicReference<>(Known.of(Set.of()));

    private record Known(Set<String> secrets, Pattern forms) {

        static Known of(Set<String> secrets) {
            String forms = secrets.stream()
                    .flatMap(Secrets::forms)
                    .distinct()
                    // The longest first: one may begin with another.
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"));
            return new Known(secrets, Pattern.compile(forms.isEmpty() ? "(?!)" : forms, Pattern.CASE_INSENSITIVE));
        }

        Known with(Collection<String> more) {
            if (secrets.containsAll(more)) {
                return this;
            }
            Set<String> all = new TreeSet<>(secrets);
            all.addAll(more);
            return of(all);
        }
    }

    private Secrets() {}

    /** @return whether the setting is a secret */
    static boolean isSecret(String key) {
        return KEYS.contains(key) || OF_ACCOUNT.matcher(key).matches();
    }

    /** @return the setting that names the file of a secret */
    static String fileOf(String key) {
        return key + OF_FILE;
    }

    /** Has these looked for from now on. */
    static void remember(Collection<String> secrets) {
        Set<String> longEnough =
                secrets.stream().filter(secret -> secret.length() >= SHORTEST).collect(Collectors.toSet());
        KNOWN.updateAndGet(known -> known.with(longEnough));
    }

    /** @return the text without any configured secret, be it as it is, or in the forms that URLs, JSON and headers give it */
    public static String hidden(String text) {
        return KNOWN.get().forms().matcher(text).replaceAll(HIDDEN);
    }

    /** @return what stands as a secret in a URL or in a list of options */
    static Set<String> within(String text) {
        Stream<String> named = Stream.concat(
                        NAMED.matcher(text).results(), OF_A_USER.matcher(text).results())
                .map(found -> found.group(1));
        Stream<String> options = OPTION.matcher(text)
                .results()
                .filter(option -> isNameOfOne(option.group(1)))
                .map(Secrets::value);
        return Stream.concat(named, options)
                .flatMap(secret -> Stream.of(secret, decoded(secret)))
                .collect(Collectors.toSet());
    }

    /**
     * Camel hides the names of users, too; as part of a word, such as postgres, they would spoil what is told.
     *
     * @return whether what has this name is a secret
     */
    public static boolean isNameOfOne(String name) {
        return name.matches(NAME) || SensitiveUtils.containsSensitive(name) && !name.matches("(?i).*user(name)?");
    }

    private static String value(MatchResult option) {
        return Stream.of(2, 3, 4)
                .map(option::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** As it is sent, if it stands there percent-encoded. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }

    private static Stream<String> forms(String secret) {
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.concat(
                Stream.of(
                        secret,
                        encoded,
                        encoded.replace("+", "%20"),
                        secret.replace("\\", "\\\\").replace("\"", "\\\""),
                        secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")),
                Stream.of(0, 1, 2).map(shift -> base64(secret, shift)));
    }

    /** What of it is the same whatever stands before and behind it, such as the user in a header of basic authentication. */
    private static String base64(String secret, int shift) {
        byte[] bytes = ("x".repeat(shift) + secret).getBytes(StandardCharsets.UTF_8);
        String whole = Base64.getEncoder().withoutPadding().encodeToString(bytes);
        int first = shift == 0 ? 0 : shift + 1;
        int last = bytes.length % 3 == 0 ? whole.length() : whole.length() - 1;
        return whole.substring(first, last);
    }
}
