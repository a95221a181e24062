package dev.viduroutes.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which account a request goes to that names none.
 *
 * @param byProject accounts by {@code metadata.project}; these rules count before the others
 * @param bySource by how the request came, one of {@link #SOURCES}; before those by mode
 * @param byMode one of {@link PriceSettings#MODES}
 * @param choice of the account if no rule fits
 * @param handover whether what is not submitted yet goes on with another account while its own is blocked
 */
public record RoutingSettings(
        Map<String, String> byProject,
        Map<String, String> bySource,
        Map<String, String> byMode,
        Choice choice,
        boolean handover) {

    /** How an account is chosen if no rule fits. */
    public enum Choice {
        /** The first of the list. */
        NAMED,
        /** The first that can take the request now. */
        FIRST_FREE,
        /** The one whose price is lowest. */
        CHEAPEST
    }

    /** How requests come, whether singly or as rows of a batch. */
    public static final List<String> SOURCES = List.of("file", "jms", "amqp", "kafka", "sqs", "direct");

    private static final String PREFIX = "vidu.route.";
    private static final String SOURCE = PREFIX + "source.";
    private static final String MODE = PREFIX + "mode.";
    private static final String CHOICE = "vidu.account.choice";

    public RoutingSettings {
        byProject = Map.copyOf(byProject);
        bySource = Map.copyOf(bySource);
        byMode = Map.copyOf(byMode);
    }

    static RoutingSettings read(SettingReader read, List<AccountSettings> accounts, PriceSettings prices) {
        Map<String, String> projects = new HashMap<>();
        Map<String, String> sources = new HashMap<>();
        Map<String, String> modes = new HashMap<>();
        for (String key : keys(read)) {
            Map<String, String> rules = key.startsWith(SOURCE) ? sources : key.startsWith(MODE) ? modes : projects;
            String name = key.substring((rules == sources ? SOURCE : rules == modes ? MODE : PREFIX).length());
            if (rules == sources && !SOURCES.contains(name) || rules == modes && !PriceSettings.MODES.contains(name)) {
                List<String> known = rules == sources ? SOURCES : PriceSettings.MODES;
                read.problem(key + " is set; its last part must be one of " + String.join(", ", known));
            }
            if (key.equals(PREFIX)) {
                read.problem(
                        key,
                        read.text(key),
                        "its name must be " + PREFIX + "<project>, " + SOURCE + "<source> or " + MODE + "<mode>");
            }
            account(read, key, accounts).ifPresent(account -> rules.put(name, account));
        }
        Choice choice = choice(read);
        if (choice == Choice.CHEAPEST && prices.isEmpty()) {
            read.problem(CHOICE, "cheapest", "it needs prices, such as vidu.price.*.* or those of the accounts");
        }
        return new RoutingSettings(projects, sources, modes, choice, read.flag("vidu.account.handover"));
    }

    /** What is set by variables can't be told by its beginning. */
    private static Set<String> keys(SettingReader read) {
        Set<String> keys = new TreeSet<>(read.names(PREFIX));
        SOURCES.stream().map(SOURCE::concat).filter(read::isSet).forEach(keys::add);
        PriceSettings.MODES.stream().map(MODE::concat).filter(read::isSet).forEach(keys::add);
        return keys;
    }

    private static Optional<String> account(SettingReader read, String key, List<AccountSettings> accounts) {
        String value = read.text(key);
        List<String> names = accounts.stream().map(AccountSettings::name).toList();
        if (value.isEmpty() || value.equals("none")) {
            return Optional.empty();
        } else if (!names.contains(value)) {
            read.problem(key, value, "it must be one of the accounts " + String.join(", ", names));
        }
        return Optional.of(value);
    }

    private static Choice choice(SettingReader read) {
        return switch (read.text(
                CHOICE, Pattern.compile("named|first-free|cheapest"), "it must be named, first-free or cheapest")) {
            case "first-free" -> Choice.FIRST_FREE;
            case "cheapest" -> Choice.CHEAPEST;
            default -> Choice.NAMED;
        };
    }
}
