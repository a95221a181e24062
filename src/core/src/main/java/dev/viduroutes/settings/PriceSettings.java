package dev.viduroutes.settings;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a second of video costs, as the operator knows it from the vendor: the API tells no price.
 *
 * @param currency code of ISO 4217
 * @param perSecond by what follows {@code vidu.price.}: mode and resolution, perhaps behind a provider; {@code *} stands for any.
 *     Empty if there are none for all accounts, else there is one for each mode and resolution
 * @param ofAccounts the same of single accounts, which count before; with these, or those for all, each account has one for each
 */
public record PriceSettings(
        String currency, Map<String, BigDecimal> perSecond, Map<String, Map<String, BigDecimal>> ofAccounts) {

    /** Contract: the modes of {@code vidu-q3}. */
    public static final List<String> MODES =
            List.of("text-to-video", "image-to-video", "turbo-text-to-video", "turbo-image-to-video");

    /** Contract: the resolutions of {@code vidu-q3}. */
    public static final List<String> RESOLUTIONS = List.of("540p", "720p", "1080p");

    /** In place of a mode or a resolution. */
    public static final String ANY = "*";

    private static final String PREFIX = "vidu.price.";
    private static final String CURRENCY = PREFIX + "currency";
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]{1,64}\\.)?(" + String.join("|", MODES)
            + "|\\*)\\.(" + String.join("|", RESOLUTIONS) + "|\\*)");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");

    public PriceSettings {
        perSecond = Map.copyOf(perSecond);
        ofAccounts = Map.copyOf(ofAccounts);
    }

    /** Prices for all accounts. */
    public PriceSettings(String currency, Map<String, BigDecimal> perSecond) {
        this(currency, perSecond, Map.of());
    }

    static PriceSettings read(SettingReader read) {
        String currency = currency(read);
        Map<String, BigDecimal> prices = prices(read, PREFIX);
        Map<String, Map<String, BigDecimal>> own = new TreeMap<>();
        AccountSettings.names(read).forEach(account -> own.put(account, prices(read, prefix(account))));
        if (!prices.isEmpty()) {
            checkComplete(read, PREFIX, prices);
        } else if (own.values().stream().anyMatch(some -> !some.isEmpty())) {
            own.forEach((account, some) -> checkComplete(read, prefix(account), some));
        }
        return new PriceSettings(currency, prices, own);
    }

    private static String prefix(String account) {
        return AccountSettings.key(account, "price.");
    }

    private static Map<String, BigDecimal> prices(SettingReader read, String prefix) {
        Map<String, BigDecimal> prices = new TreeMap<>();
        for (String key : keys(read, prefix)) {
            readPrice(read, prefix, key, prices);
        }
        return prices;
    }

    /** @return whether there are no prices at all */
    public boolean isEmpty() {
        return perSecond.isEmpty() && ofAccounts.values().stream().allMatch(Map::isEmpty);
    }

    /** What is set by variables can't be told by its beginning. */
    private static Set<String> keys(SettingReader read, String prefix) {
        Set<String> keys = new TreeSet<>(read.names(prefix));
        MODES.forEach(mode -> RESOLUTIONS.forEach(resolution -> namesFor(mode, resolution).stream()
                .map(prefix::concat)
                .filter(read::isSet)
                .forEach(keys::add)));
        keys.remove(CURRENCY);
        return keys;
    }

    private static String currency(SettingReader read) {
        String code = read.text(CURRENCY);
        if (Currency.getAvailableCurrencies().stream()
                .noneMatch(known -> known.getCurrencyCode().equals(code))) {
            read.problem(CURRENCY, code, "it must be a code of ISO 4217, such as USD or EUR");
        }
        return code;
    }

    private static void readPrice(SettingReader read, String prefix, String key, Map<String, BigDecimal> prices) {
        String value = read.text(key);
        String name = key.substring(prefix.length());
        if (!NAME.matcher(name).matches()) {
            read.problem(
                    key,
                    value,
                    "its name must be " + prefix
                            + "<mode>.<resolution>, perhaps with <provider>. before the mode: modes are "
                            + listed(MODES) + ", resolutions " + listed(RESOLUTIONS));
        } else if (AMOUNT.matcher(value).matches()) {
            prices.put(name, new BigDecimal(value));
        } else if (!value.isEmpty()) {
            read.problem(
                    key,
                    value,
                    "it must be the price of a second, such as 0.12: at most 6 digits before the point and 6 behind");
        }
    }

    private static String listed(List<String> names) {
        return String.join(", ", names) + " or " + ANY;
    }

    /** What has no price could be paid without limit. */
    private static void checkComplete(SettingReader read, String prefix, Map<String, BigDecimal> prices) {
        List<String> missing = MODES.stream()
                .flatMap(mode -> RESOLUTIONS.stream()
                        .filter(resolution ->
                                namesFor(mode, resolution).stream().noneMatch(prices::containsKey))
                        .map(resolution -> prefix + mode + "." + resolution))
                .toList();
        if (!missing.isEmpty()) {
            read.problem(String.join(", ", missing) + (missing.size() == 1 ? " is" : " are")
                    + " not set; where there are prices each mode and resolution needs one, be it " + prefix + "*.*");
        }
    }

    /** @return names of the prices that fit a mode and a resolution, the one that counts first */
    public static List<String> namesFor(String mode, String resolution) {
        return List.of(mode + "." + resolution, mode + "." + ANY, ANY + "." + resolution, ANY + "." + ANY);
    }
}
