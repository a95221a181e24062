package dev.viduroutes.api;

import dev.viduroutes.limits.ApiAccount;
import dev.viduroutes.limits.ApiAccounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which blocked accounts are to be asked about, and what their answers mean. */
public final class AccountProbes {

    private final ApiAccounts accounts;
    private final Map<String, AccountProbe> probes = new LinkedHashMap<>();

    public AccountProbes(ApiAccounts accounts, ApiKeys keys) {
        this.accounts = accounts;
        accounts.all().forEach(account -> probes.put(account.name(), new AccountProbe(account, keys)));
    }

    /** To be called once per interval. @return the names of those to ask about now */
    public List<String> toBeAsked() {
        return accounts.all().stream()
                .filter(account -> account.gate().isToBeAsked())
                .map(ApiAccount::name)
                .toList();
    }

    /** To be called every second. @return the names of those to ask about now, since their keys were replaced */
    public List<String> dueForNewKey() {
        return probes.entrySet().stream()
                .filter(probe -> probe.getValue().isDueForNewKey())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Opens the account's gate if its balance is in order. */
    public void judge(ApiCall asked, ApiResponse response) {
        probes.get(asked.account()).judge(response);
    }
}
