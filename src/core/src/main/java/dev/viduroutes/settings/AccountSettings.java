package dev.viduroutes.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One account at the API. What it does not say of itself it has from the settings of all. {@link #toString()} leaves the secrets out.
 *
 * @param name {@value #DEFAULT} for the only account of a gateway that names none
 * @param keySetting what its key is set by, for people
 * @param baseUrl where its calls go, and its key, and nowhere else
 * @param callbackSecrets what its callback URLs are signed with; the first signs, each is accepted
 * @param providers that it may be used with; empty for each
 * @param perSecond prices of its own, named as in {@link PriceSettings}
 */
public record AccountSettings(
        String name,
        RotatingSecret key,
        String keySetting,
        URI baseUrl,
        LimitSettings limits,
        List<RotatingSecret> callbackSecrets,
        Set<String> providers,
        Map<String, BigDecimal> perSecond) {

    /** The only account, if none is named. */
    public static final String DEFAULT = "default";

    static final String NAMES = "vidu.accounts";
    static final String PREFIX = "vidu.account.";
    /** Settings of all accounts, beside which no account may have such a name. */
    private static final Set<String> RESERVED = Set.of("retry-interval", "choice", "handover");

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern KEY = Pattern.compile("vidu\\.account\\.([^.]+)\\.(.+)");
    private static final Set<String> OWN = Set.of(
            "key",
            "key-file",
            "base-url",
            "requests",
            "window",
            "concurrent-tasks",
            "callback-secret",
            "callback-secret-file",
            "old-callback-secret",
            "old-callback-secret-file",
            "providers",
            BalanceSettings.OWN,
            "cap.request",
            "cap.day",
            "cap.month");

    public AccountSettings {
        callbackSecrets = List.copyOf(callbackSecrets);
        providers = Set.copyOf(providers);
        perSecond = Map.copyOf(perSecond);
    }

    /** @return what follows {@code vidu.account.<name>.} */
    static String key(String account, String rest) {
        return PREFIX + account + "." + rest;
    }

    /** @return the names of the accounts; none if there is one without a name */
    static List<String> names(SettingReader read) {
        String value = read.text(NAMES);
        return value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
    }

    /** @param prices those of all accounts, with what each has of its own */
    static List<AccountSettings> read(
            SettingReader read,
            ApiSettings api,
            LimitSettings limits,
            CallbackSettings callback,
            PriceSettings prices) {
        List<String> names = names(read);
        boolean named = checkNames(read, names);
        checkKeys(read, names);
        if (names.isEmpty() || !named) {
            return List.of(new AccountSettings(
                    DEFAULT,
                    api.key(),
                    "VIDU_API_KEY, or its file",
                    api.baseUrl(),
                    limits,
                    callback.secrets(),
                    Set.of(),
                    Map.of()));
        }
        List<AccountSettings> accounts = new ArrayList<>();
        for (String name : names) {
            accounts.add(account(read, name, api, limits, callback, prices));
        }
        checkSecrets(read, accounts);
        return accounts;
    }

    private static AccountSettings account(
            SettingReader read,
            String name,
            ApiSettings api,
            LimitSettings limits,
            CallbackSettings callback,
            PriceSettings prices) {
        String key = key(name, "key");
        boolean own = read.isSet(key) || read.isSet(Secrets.fileOf(key));
        return new AccountSettings(
                name,
                own || api.key().value().isEmpty()
                        ? read.rotatingSecret(key, ApiSettings.KEY_FORM, keyRule(name))
                        : api.key(),
                own ? key : ApiSettings.KEY,
                read.isSet(key(name, "base-url")) ? read.url(key(name, "base-url")) : api.baseUrl(),
                limits.of(read, PREFIX + name + "."),
                callback.secretsOf(read, PREFIX + name + "."),
                providers(read, key(name, "providers")),
                prices.ofAccounts().getOrDefault(name, Map.of()));
    }

    private static String keyRule(String name) {
        String variable = EnvironmentVariables.nameOf(key(name, "key"));
        return "set " + variable + " to the account's key, or " + variable + "_FILE to a file that holds it: 1 to 512"
                + " visible ASCII characters, without quotes around them";
    }

    private static Set<String> providers(SettingReader read, String key) {
        if (!read.isSet(key)) {
            return Set.of();
        }
        Set<String> found = new HashSet<>();
        for (String provider : read.text(key).split(",", -1)) {
            if (PROVIDER.matcher(provider.strip()).matches()) {
                found.add(provider.strip());
            } else {
                read.problem(
                        key, read.text(key), "it must be a comma-separated list of providers, such as auto,official");
            }
        }
        return found;
    }

    private static boolean checkNames(SettingReader read, List<String> names) {
        Set<String> seen = new HashSet<>();
        boolean right = names.stream()
                .allMatch(name -> NAME.matcher(name).matches() && !RESERVED.contains(name) && seen.add(name));
        if (!right) {
            read.broken(
                    NAMES,
                    NAMES + " is " + read.text(NAMES)
                            + "; it must be a comma-separated list of names, each once, of 1 to 40 lower-case letters,"
                            + " digits and '-', but "
                            + String.join(", ", RESERVED.stream().sorted().toList()));
        }
        return right;
    }

    /** A key of nobody would be believed to be used. */
    private static void checkKeys(SettingReader read, List<String> names) {
        for (String key : read.names(PREFIX)) {
            Matcher parts = KEY.matcher(key);
            if (!parts.matches()) {
                if (!RESERVED.contains(key.substring(PREFIX.length()))) {
                    read.problem(key + " is set; its name must be " + PREFIX + "<account>.key and the like");
                }
            } else if (!names.contains(parts.group(1))) {
                read.problem(key + " is set; " + parts.group(1) + " is none of the accounts that " + NAMES
                        + (names.isEmpty() ? ", which is not set, names" : "=" + String.join(",", names) + " names"));
            } else if (!OWN.contains(parts.group(2)) && !parts.group(2).startsWith("price.")) {
                read.problem(key + " is set; what an account has of its own is "
                        + String.join(", ", OWN.stream().sorted().toList()) + " and price.<mode>.<resolution>");
            }
        }
    }

    /** Two accounts with one key have one limit, and would call twice as often as it allows. */
    private static void checkSecrets(SettingReader read, List<AccountSettings> accounts) {
        Map<String, AccountSettings> first = new HashMap<>();
        for (AccountSettings account : accounts) {
            String key = account.key().value();
            AccountSettings other = key.isEmpty() || key.equals(TextSettingReader.BROKEN)
                    ? null
                    : first.putIfAbsent(account.baseUrl().toString().replaceAll("/+$", "") + " " + key, account);
            if (other != null) {
                read.problem("the accounts " + other.name() + " and " + account.name() + " have one and the same key ("
                        + other.keySetting() + ", " + account.keySetting()
                        + "), so they share its limits; give each a key of its own, or leave one of them out of "
                        + NAMES);
            }
        }
    }

    /** @return what a line of the log says of an account: nothing of {@value #DEFAULT}, which may be the only one */
    public static String logged(String account) {
        return account.isEmpty() || account.equals(DEFAULT) ? "" : " account=" + account;
    }

    /** @return whether it may be used for a request that names this provider */
    public boolean takes(String provider) {
        return providers.isEmpty() || providers.contains(provider.isEmpty() ? "auto" : provider);
    }

    @Override
    public String toString() {
        return "AccountSettings[name=" + name + ", baseUrl=" + baseUrl + "]";
    }
}
