package dev.viduroutes.settings;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * What must be left of the balance of each account.
 *
 * @param floorMicros by the account's name, in millionths of a USD; of those alone of which something must
 */
public record BalanceSettings(Map<String, Long> floorMicros) {

    /** What the balance is in, by the API's contract. */
    public static final String CURRENCY = "USD";

    static final String OWN = "balance-floor";
    /** Key of the setting. */
    public static final String FLOOR = "vidu.balance.floor";

    private static final Pattern MONEY = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
    private static final String NONE = "none";

    public BalanceSettings {
        floorMicros = Map.copyOf(floorMicros);
    }

    static BalanceSettings read(SettingReader read, List<AccountSettings> accounts, PriceSettings prices) {
        Map<String, Long> floors = new HashMap<>();
        OptionalLong all = floor(read, FLOOR, prices);
        for (AccountSettings account : accounts) {
            String own = AccountSettings.key(account.name(), OWN);
            OptionalLong floor = read.isSet(own) ? floor(read, own, prices) : all;
            floor.ifPresent(micros -> floors.put(account.name(), micros));
        }
        return new BalanceSettings(floors);
    }

    private static OptionalLong floor(SettingReader read, String key, PriceSettings prices) {
        String value = read.text(key);
        if (value.isEmpty() || value.equals(NONE)) {
            return OptionalLong.empty();
        } else if (!MONEY.matcher(value).matches()) {
            read.problem(key, value, "it must be an amount of USD, such as 25.50, or none");
            return OptionalLong.empty();
        } else if (prices.isEmpty() || !prices.currency().equals(CURRENCY)) {
            read.problem(
                    key,
                    value,
                    "the balance is in USD, and does not know what is reserved: it needs prices in USD (vidu.price.*.*"
                            + " and vidu.price.currency)");
        }
        return OptionalLong.of(
                new BigDecimal(value).movePointRight(CapSettings.MILLIONTHS).longValueExact());
    }

    /** @return what must be left of that account, in millionths of a USD; empty if nothing must */
    public OptionalLong floorOf(String account) {
        Long micros = floorMicros.get(account);
        return micros == null ? OptionalLong.empty() : OptionalLong.of(micros);
    }
}
