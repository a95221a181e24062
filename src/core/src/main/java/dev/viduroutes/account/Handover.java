package dev.viduroutes.account;

import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.request.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves requests that wait for a slot to another account: away from one that is blocked, and to one that is free. Only what is not
 * submitted is moved, and never what names its account.
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
        List<Task> waiting = accounts.all().size() == 1 ? List.of() : waits.waitingForSlots();
        if (waiting.isEmpty()) {
            return;
        }
        Map<String, Integer> free = new HashMap<>();
        accounts.all().forEach(account -> free.put(account.name(), AccountChoice.free(account)));
        for (Task task : waiting) {
            next(task, free).ifPresent(account -> move(task, account, free));
        }
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
