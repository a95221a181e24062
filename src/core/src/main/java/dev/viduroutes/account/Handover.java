package dev.viduroutes.account;

import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.request.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after requests that wait for a slot while there are several accounts. Moves them to another account: away from one that is
 * blocked, and to one that is free; only what is not submitted is moved, and never what names its account. Those that stay need no place
 * at their source while only requests of other accounts could use it.
 */
public final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.account");

    private final ApiAccounts accounts;
    private final AccountChoice choice;
    private final SubmitWaits waits;

    public Handover(ApiAccounts accounts, AccountChoice choice, SubmitWaits waits) {
        this.accounts = accounts;
        this.choice = choice;
        this.waits = waits;
    }

    /** To be called often. */
    public void look() {
        List<Task> waiting = accounts.areSeveral() ? waits.waitingForSlots() : List.of();
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, Integer> free = new HashMap<>();
        accounts.all().forEach(account -> free.put(account.name(), AccountChoice.free(account)));
        for (Task task : waiting) {
            next(task, free).ifPresent(account -> move(task, account, free));
        }
        Set<String> idle = idle(free);
        waits.tellPlaces(task -> idle.contains(accounts.of(task).name()));
    }

    /** @return accounts of which more requests at hand are of no use: it is blocked, or busy while another one has slots to spare */
    private Set<String> idle(Map<String, Integer> free) {
        Set<String> withSlots = accounts.all().stream()
                .filter(account -> !account.isBlocked() && free.get(account.name()) > 0)
                .map(ApiAccount::name)
                .collect(Collectors.toSet());
        return accounts.all().stream()
                .filter(account -> account.isBlocked() || !withSlots.isEmpty() && !withSlots.contains(account.name()))
                .map(ApiAccount::name)
                .collect(Collectors.toSet());
    }

    private Optional<ApiAccount> next(Task task, Map<String, Integer> free) {
        if (choice.mayBeHandedOver(task) && choice.isBlocked(task, accounts.of(task))) {
            return choice.open(task).findFirst();
        }
        return choice.isForAnyFree(task)
                ? choice.open(task)
                        .filter(account -> free.get(account.name()) > 0)
                        .findFirst()
                : Optional.empty();
    }

    private void move(Task task, ApiAccount account, Map<String, Integer> free) {
        if (!account.name().equals(task.account())) {
            LOG.debug("requestId={} goes from account {} to {}", task.request().id(), task.account(), account.name());
            free.merge(account.name(), -1, Integer::sum);
            waits.move(task, account.name());
        }
    }
}
