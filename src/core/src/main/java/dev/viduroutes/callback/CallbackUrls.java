package dev.viduroutes.callback;

import dev.viduroutes.settings.CallbackSettings;
import dev.viduroutes.settings.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The URL that each submit gets for its callback: {@code <public-url>/vidu/callback/<request id>/<submit>/<signature>}.
 * The API signs no callback, so the URL itself must be one that only the API can know.
 */
public final class CallbackUrls {

    private static final String PATH = "/vidu/callback/";
    private static final Pattern WITH_SIGNATURE =
            Pattern.compile("(?i)(https?(://|%3A%2F%2F)[^\\s\"']*)?(/|%2F)vidu(/|%2F)callback(/|%2F)[^\\s\"']*");
    /** Longer texts are cut before they are searched, since that takes the longer the worse they are. */
    private static final int SEARCHED = 4_000;

    static final String ALGORITHM = "HmacSHA256";

    private final String base;
    private final Map<String, SigningKeys> keys = new LinkedHashMap<>();

    public CallbackUrls(Settings settings) {
        CallbackSettings callback = settings.callback();
        base = callback.publicUrl().map(URI::toString).orElse("").replaceFirst("/+$", "") + PATH;
        settings.accounts()
                .forEach(account -> keys.put(
                        account.name(), new SigningKeys(settings, account.callbackSecrets(), System::nanoTime)));
    }

    /**
     * @param account that the submit is made with
     * @param submits which submit of the request it is, counted from 1
     * @return the URL; whoever knows it can make the gateway ask about the task, and no more
     * @throws IllegalStateException outside of callback mode
     */
    public String of(String account, String requestId, int submits) {
        SecretKeySpec key = keys.get(account)
                .signing()
                .orElseThrow(() ->
                        new IllegalStateException("there is no vidu.callback.secret; vidu.api.mode must be callback"));
        String submit = requestId + "/" + submits;
        return base + submit + "/" + Base64.getUrlEncoder().withoutPadding().encodeToString(signature(key, submit));
    }

    /** @return whether the signature was made by this gateway for this submit, with a secret that is or was in force */
    public boolean isGenuine(String requestId, int submits, String signature) {
        byte[] given;
        try {
            given = Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        boolean genuine = false;
        for (SigningKeys ofAccount : keys.values()) {
            for (SecretKeySpec key : ofAccount.accepted()) {
                // In constant time: else the answer's delay would tell how many characters are right.
                genuine |= MessageDigest.isEqual(signature(key, requestId + "/" + submits), given);
            }
        }
        return genuine;
    }

    private static byte[] signature(SecretKeySpec key, String submit) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(("vidu callback " + submit).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
        }
    }

    /** @return the text without callback URLs, which the API may quote in its messages; at most 4,000 characters of it */
    public static String hidden(String text) {
        String searched = text.substring(0, Math.min(text.length(), SEARCHED));
        return WITH_SIGNATURE.matcher(searched).replaceAll("(callback URL)");
    }
}
