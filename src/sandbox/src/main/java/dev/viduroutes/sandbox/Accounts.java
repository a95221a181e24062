package dev.viduroutes.sandbox;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** The accounts of a sandbox. Calls that bring no known key are those of the first one. */
final class Accounts {

    private final List<SandboxAccount> all;

    Accounts(List<SandboxAccount> all) {
        this.all = List.copyOf(all);
    }

    /** @param authorization the header's value, or an empty text */
    SandboxAccount of(String authorization) {
        return all.stream()
                .filter(account -> account.isOf(authorization))
                .findFirst()
                .orElse(first());
    }

    SandboxAccount first() {
        return all.get(0);
    }

    /** @throws NoSuchElementException if there is none of this name */
    SandboxAccount named(String name) {
        return all.stream()
                .filter(account -> account.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("account is " + name + "; known are " + names()));
    }

    List<SandboxAccount> all() {
        return all;
    }

    /** @return what all of them hold together */
    long balanceMicros() {
        return all.stream().mapToLong(SandboxAccount::balanceMicros).sum();
    }

    List<Ledger.Account> entries() {
        return all.stream().map(SandboxAccount::entry).toList();
    }

    private String names() {
        return all.stream().map(SandboxAccount::name).collect(Collectors.joining(", "));
    }
}
