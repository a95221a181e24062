package dev.viduroutes.account;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import dev.viduroutes.money.Price;
import dev.viduroutes.money.Prices;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.RoutingSettings;
import dev.viduroutes.settings.RoutingSettings.Choice;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.spending.SpendingGate;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the account that a request is submitted with: the one that its document names, or that it was submitted with before; else by
 * the rules for its project, its source and its mode, in this order; else as {@code vidu.account.choice} says. An account that may not
 * be used with the request's provider is none for it. Sends nothing, and blocks for no longer than the journal takes.
 */
public final class AccountChoice {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.account");

    private final ApiAccounts accounts;
    private final RoutingSettings rules;
    private final Prices prices;
    private final SpendingGate spending;

    public AccountChoice(Settings settings, ApiAccounts accounts, SpendingGate spending) {
        this.accounts = accounts;
        this.spending = spending;
        rules = settings.routing();
        prices = Prices.of(settings);
    }

    /** @return the account that a request which is not here yet would be submitted with as things stand */
    public String preview(Task task) {
        return bound(task).orElseGet(() -> unblocked(task, usual(task))).name();
    }

    /** @return the task, with the account that it is to be submitted with as things stand; as it is, if it is not to be submitted */
    public Task choose(Task task) {
        if (!accounts.areSeveral() || !task.isToSubmit()) {
            return task.isToSubmit() ? task.at(accounts.first().name()) : task;
        }
        ApiAccount usual = bound(task).orElseGet(() -> usual(task));
        ApiAccount chosen = bound(task).isPresent() ? usual : unblocked(task, usual);
        boolean tookElsewhere =
                task.account().isEmpty() ? task.epoch() > 1 : !task.account().equals(chosen.name());
        if (tookElsewhere) {
            // It may have a slot, from a submit that was refused, or from a process that was killed before it recorded
            // where.
            accounts.freeFor(task);
        }
        ApiAccount before = accounts.find(task.account()).orElse(usual);
        if (before != chosen) {
            tell(task, before.name(), chosen, whyBlocked(task, before));
        }
        return task.at(chosen.name());
    }

    /** A request that is not submitted changes its account. */
    static void tell(Task task, String from, ApiAccount to, String why) {
        LOG.info("requestId={} account={} from={}: {}", task.request().id(), to.name(), from, why);
    }

    /** @return why a request leaves an account, as the log says it */
    String whyBlocked(Task task, ApiAccount account) {
        if (account.gate().isShut()) {
            return account.name() + " refuses submits";
        } else if (account.slots().isHeld()) {
            return account.name() + " is held for refused content";
        } else if (account.isClosed()) {
            return account.name() + " is paused";
        }
        return spending.hasRoom(task, account.name())
                ? "as rules, prices and slots are now"
                : account.name() + " has no room under its cap, or above its floor";
    }

    private ApiAccount unblocked(Task task, ApiAccount usual) {
        return mayBeHandedOver(task) && isBlocked(task, usual)
                ? open(task).findFirst().orElse(usual)
                : usual;
    }

    /** @return the account that nothing can change any more, if there is one */
    private Optional<ApiAccount> bound(Task task) {
        Optional<ApiAccount> named = accounts.find(task.request().account());
        return named.isPresent() ? named : accounts.find(task.account()).filter(used -> !task.isUnsubmitted());
    }

    /** @return where it goes while no account is blocked */
    private ApiAccount usual(Task task) {
        Request request = task.request();
        Optional<ApiAccount> known = task.submits() == 0 ? Optional.empty() : accounts.find(task.account());
        return known.or(() -> byRule(request)).orElseGet(() -> byChoice(task));
    }

    private Optional<ApiAccount> byRule(Request request) {
        String source = request.source().way();
        return Stream.of(
                        rules.byProject().get(request.project()),
                        rules.bySource().get(source),
                        rules.byMode().get(request.mode()))
                .flatMap(Stream::ofNullable)
                .flatMap(name -> accounts.find(name).stream())
                .filter(account -> account.settings().takes(request.provider()))
                .findFirst();
    }

    private ApiAccount byChoice(Task task) {
        return switch (rules.choice()) {
            case NAMED -> fitting(task.request()).findFirst().orElseGet(accounts::first);
            case CHEAPEST -> cheapest(task.request()).orElseGet(accounts::first);
            case FIRST_FREE -> before(task).or(() -> firstFree(task)).orElseGet(() -> leastBusy(task));
        };
    }

    private Optional<ApiAccount> cheapest(Request request) {
        return fitting(request)
                .min(Comparator.comparing(account -> request.price(prices, account.name())
                        .map(Price::perSecond)
                        .orElse(BigDecimal.ZERO)));
    }

    /** Slots are not counted again for each that waits for a cap: once it waits for a slot it is moved to one that is free. */
    private Optional<ApiAccount> before(Task task) {
        return accounts.find(task.account()).filter(account -> isOpen(task, account));
    }

    private Optional<ApiAccount> firstFree(Task task) {
        return open(task).filter(account -> free(account) > 0).findFirst();
    }

    /** It need not stay there: what waits goes to whichever is free first. */
    private ApiAccount leastBusy(Task task) {
        return open(task)
                .min(Comparator.comparingDouble(AccountChoice::load))
                .or(() -> fitting(task.request())
                        .filter(account -> account.name().equals(task.account()))
                        .findFirst())
                .or(() -> fitting(task.request()).findFirst())
                .orElseGet(accounts::first);
    }

    private static double load(ApiAccount account) {
        int places = account.settings().limits().concurrentTasks();
        return (double) (places - free(account)) / places;
    }

    /** @return slots that nobody has or waits for; less than none if more wait than there are */
    static int free(ApiAccount account) {
        try {
            int places = account.settings().limits().concurrentTasks();
            return places - account.slots().inUse() - account.slots().waiting();
        } catch (Exception unavailable) {
            LOG.debug("slots can't be counted: {}", SanitizedText.of(unavailable));
            return 0;
        }
    }

    /** @return accounts that the request may be submitted with now, in their order */
    Stream<ApiAccount> open(Task task) {
        return accounts.all().stream().filter(account -> isOpen(task, account));
    }

    /** @return whether the request may be submitted with this account now */
    boolean isOpen(Task task, ApiAccount account) {
        // A pause is no reason to leave an account, but one to go to no account of several that is paused.
        return account.settings().takes(task.request().provider()) && !account.isClosed() && !isBlocked(task, account);
    }

    boolean isBlocked(Task task, ApiAccount account) {
        return account.isBlocked() || !spending.hasRoom(task, account.name());
    }

    private Stream<ApiAccount> fitting(Request request) {
        return accounts.all().stream().filter(account -> account.settings().takes(request.provider()));
    }

    /** @return the accounts of which the first that is free makes it; of a task that was chosen one for, often that alone */
    public List<String> candidates(Task chosen) {
        return isForAnyFree(chosen)
                ? fitting(chosen.request()).map(ApiAccount::name).toList()
                : List.of(chosen.account());
    }

    /** @return whether a task that waits may go to another account while its own is blocked */
    boolean mayBeHandedOver(Task task) {
        return bound(task).isEmpty() && (rules.handover() || isForAnyFree(task));
    }

    /** @return whether the task goes to whichever account is free first */
    boolean isForAnyFree(Task task) {
        return rules.choice() == Choice.FIRST_FREE
                && bound(task).isEmpty()
                && byRule(task.request()).isEmpty();
    }
}
