package dev.viduroutes.moderation;

import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The moderation breaker of each account: the vendor suspends accounts, not gateways. */
public final class ModerationBreakers {

    private final Map<String, ModerationBreaker> breakers = new LinkedHashMap<>();

    public ModerationBreakers(Settings settings, RefusalStores stores, ApiAccounts accounts) {
        for (ApiAccount account : accounts.all()) {
            String label = settings.hasAccounts() ? account.name() : "";
            breakers.put(
                    account.name(), new ModerationBreaker(settings, stores.of(account.name()), account.slots(), label));
        }
    }

    /** @see ModerationBreaker#look */
    public void look() throws SQLException {
        for (ModerationBreaker breaker : breakers.values()) {
            breaker.look();
        }
    }

    /** A refusal of this account was recorded. */
    public void lookAt(String account) throws SQLException {
        ModerationBreaker breaker = breakers.get(account);
        if (breaker != null) {
            breaker.look();
        }
    }

    /**
     * Lets submits go on in all processes.
     *
     * @param account whose; empty for those of all
     * @throws IllegalArgumentException if there are several accounts, and none of that name
     */
    public ReleaseReport release(String account) throws SQLException {
        if (breakers.size() == 1) {
            return breakers.values().iterator().next().release();
        } else if (account == null || account.isBlank()) {
            List<ReleaseReport> reports = new ArrayList<>();
            for (String one : breakers.keySet()) {
                reports.add(release(one));
            }
            return ReleaseReport.of(reports);
        } else if (!breakers.containsKey(account)) {
            throw new IllegalArgumentException("there is no account \"" + account + "\"; it must be one of "
                    + String.join(", ", breakers.keySet()));
        }
        return breakers.get(account).release().of(account);
    }

    /** @return by account */
    public Map<String, ModerationBreaker> all() {
        return Map.copyOf(breakers);
    }

    /** @return whether submits of an account are held back, as it was known at the last look */
    public boolean holds() {
        return breakers.values().stream().anyMatch(ModerationBreaker::holds);
    }

    /** @return what counted at the last look, over all accounts */
    public ModerationStatus status() {
        Collection<ModerationStatus> all =
                breakers.values().stream().map(ModerationBreaker::status).toList();
        Optional<ContentRefusal> last =
                all.stream().flatMap(status -> status.last().stream()).max(Comparator.comparing(ContentRefusal::at));
        Optional<Instant> since =
                all.stream().flatMap(status -> status.heldSince().stream()).min(Comparator.naturalOrder());
        return new ModerationStatus(
                all.stream().mapToInt(ModerationStatus::count).sum(), last, since);
    }
}
