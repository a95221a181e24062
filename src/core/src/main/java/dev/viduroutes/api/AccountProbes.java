package dev.viduroutes.api;

import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Which blocked accounts are to be asked about, and what their answers mean. Of each account one question is under way at most, and none
 * waits for that of another one. Thread-safe.
 */
public final class AccountProbes {

    private final ApiAccounts accounts;
    private final Map<String, AccountProbe> probes = new LinkedHashMap<>();
    private final ProbesUnderWay underWay;

    public AccountProbes(ApiAccounts accounts, ApiKeys keys) {
        this(accounts, keys, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    AccountProbes(ApiAccounts accounts, ApiKeys keys, LongSupplier nanos) {
        underWay = new ProbesUnderWay(nanos);
        this.accounts = accounts;
        accounts.all().forEach(account -> probes.put(account.name(), new AccountProbe(account, keys)));
    }

    /** To be called once per interval. @return the names of those to ask about now */
    public List<String> toBeAsked() {
        return accounts.all().stream()
                .filter(account ->
                        !underWay.contains(account.name()) && account.gate().isToBeAsked())
                .map(ApiAccount::name)
                .filter(underWay::add)
                .toList();
    }

    /** To be called every second. @return the names of those to ask about now, since their keys were replaced */
    public List<String> dueForNewKey() {
        return probes.entrySet().stream()
                .filter(probe ->
                        !underWay.contains(probe.getKey()) && probe.getValue().isDueForNewKey())
                .map(Map.Entry::getKey)
                .filter(underWay::add)
                .toList();
    }

    /** Opens the account's gate if its balance is in order. */
    public void judge(ApiCall asked, ApiResponse response) {
        underWay.remove(asked.account());
        probes.get(asked.account()).judge(response);
    }
}
