package dev.viduroutes.spending;

import dev.viduroutes.money.BalanceStore;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be left of the balance of each account. */
public final class BalanceFloors {

    private final Map<String, BalanceFloor> floors = new LinkedHashMap<>();

    private final BalanceFloor none;

    public BalanceFloors(Settings settings, BalanceStore store) {
        none = new BalanceFloor("", settings.balance(), store);
        for (AccountSettings account : settings.accounts()) {
            floors.put(account.name(), new BalanceFloor(account.name(), settings.balance(), store));
        }
    }

    /** @return that of an account by its name; nothing must be left of one that there is no more */
    public BalanceFloor of(String account) {
        return floors.getOrDefault(account, none);
    }

    /** @return what is left above the floor of each account that has one, in millionths of a USD */
    Map<String, Long> leftAbove() {
        Map<String, Long> left = new HashMap<>();
        floors.forEach((account, floor) -> floor.leftAbove().ifPresent(micros -> left.put(account, micros)));
        return left;
    }

    boolean isAnySet() {
        return floors.values().stream().anyMatch(BalanceFloor::isSet);
    }

    /** To be called every second. @return the name of an account to ask about now, or none: one does not wait for another */
    public List<String> toBeAsked() throws SQLException {
        for (BalanceFloor floor : floors.values()) {
            if (floor.isToBeAsked()) {
                return List.of(floor.account());
            }
        }
        return List.of();
    }
}
