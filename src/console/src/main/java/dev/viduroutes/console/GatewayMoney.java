package dev.viduroutes.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.viduroutes.settings.CapSettings;
import dev.viduroutes.settings.CapSettings.Limit;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.BalanceFloor;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingGate;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;

/** What a gateway knows of caps and balances. */
final class GatewayMoney implements MoneyLeft {

    private final Settings settings;
    private final Supplier<SpendingGate> spending;
    private final Supplier<BalanceFloors> floors;

    /**
     * @param spending what knows the caps, once the routes have started
     * @param floors what knows the balances
     */
    GatewayMoney(Settings settings, Supplier<SpendingGate> spending, Supplier<BalanceFloors> floors) {
        this.settings = settings;
        this.spending = spending;
        this.floors = floors;
    }

    @Override
    public void put(ArrayNode caps, ArrayNode balances) {
        SpendingGate gate = spending.get();
        gate.periodicCaps().forEach(cap -> put(caps, cap, gate));
        settings.accounts()
                .forEach(account -> Optional.of(floors.get().of(account.name()))
                        .filter(BalanceFloor::isSet)
                        .filter(floor -> Double.isFinite(floor.balance()))
                        .ifPresent(floor -> balances.addObject()
                                .put("account", account.name())
                                .put("usd", floor.balance())
                                .put("ageSeconds", floor.ageSeconds())));
    }

    private static void put(ArrayNode caps, Limit cap, SpendingGate gate) {
        boolean money = !cap.currency().isEmpty();
        long spent = gate.spent(cap);
        long limit = gate.limit(cap);
        caps.addObject()
                .put("setting", cap.key())
                .put("project", cap.project())
                .put("unit", money ? cap.currency() : "s")
                .put("limit", amount(limit, money))
                .put("spent", amount(spent, money))
                .put("left", amount(Math.max(0, limit - spent), money));
    }

    private static BigDecimal amount(long amount, boolean money) {
        return BigDecimal.valueOf(amount, money ? CapSettings.MILLIONTHS : 0);
    }
}
