package dev.viduroutes.spending;

import dev.viduroutes.money.CapEvent;
import dev.viduroutes.money.CapEventStore;
import dev.viduroutes.money.CapEventStore.Kept;
import dev.viduroutes.settings.Settings;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Warnings about caps, for {@code vidu.outcome.uri}: one for each cap, period and share, over all processes and restarts; after a
 * kill perhaps one more. Thread-safe.
 */
public final class CapEvents {

    private final SpendingGate gate;
    private final CapEventStore store;
    private final boolean sends;

    public CapEvents(Settings settings, SpendingGate gate, CapEventStore store) {
        this.gate = gate;
        this.store = store;
        sends = settings.reports().sendsOutcomes() && !settings.caps().caps().isEmpty();
    }

    /**
     * Looks what is spent, also while nobody submits. To be called every second.
     *
     * @return what is to be told now: one event or none
     */
    public List<Kept> next() throws SQLException {
        gate.look();
        if (!sends) {
            return List.of();
        }
        for (Optional<CapEvent> event = gate.event(); event.isPresent(); event = gate.event()) {
            store.add(event.get());
            gate.kept(event.get());
        }
        return store.claim().stream().toList();
    }

    public void told(Kept kept) throws SQLException {
        store.told(kept.event());
    }

    /** @return what is sent; its JSON satisfies {@code vidu/cap-event.schema.json} of the jar */
    public CapMessage message(Kept kept) {
        CapEvent event = kept.event();
        return new CapMessage(
                event.isOfWaiting() ? "cap_waiting" : "cap_share",
                event.cap(),
                event.period(),
                Optional.of(event.project()).filter(name -> !name.isEmpty()),
                Optional.of(event.share()).filter(share -> !event.isOfWaiting()),
                amount(event, event.spent()),
                amount(event, event.limit()),
                event.currency().isEmpty() ? "s" : event.currency(),
                kept.at());
    }

    private static BigDecimal amount(CapEvent event, long amount) {
        return SpendingLog.number(event.currency(), amount);
    }

    /** @return a name for a file: the same for the same event, whatever its project is called */
    public String fileName(Kept kept) {
        CapEvent event = kept.event();
        String identity =
                String.join("\n", event.cap(), event.project(), event.currency(), event.limit() + " " + event.share());
        return "cap-" + event.period() + "-" + UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                + ".cap-event.json";
    }
}
