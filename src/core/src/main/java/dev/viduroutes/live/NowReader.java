package dev.viduroutes.live;

import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.overview.LearnedReader;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How it is now, by the journal alone: for who has no gateway at hand. Calls, reasons and what is away only a gateway knows. Thread-safe. */
public final class NowReader {

    /** No process is called so. */
    private static final String NOBODY = "-";

    private final JournalNowReader reader;
    private final LearnedReader learned;
    private final Settings settings;

    public NowReader(ReadOnlyJournal journal, Settings settings, InstantSource clock) {
        reader = new JournalNowReader(
                journal,
                settings,
                clock,
                () -> LocalDate.ofInstant(clock.instant(), settings.caps().zone()));
        learned = new LearnedReader(journal, settings);
        this.settings = settings;
    }

    /** @throws SQLException if the journal can't be asked */
    public Now read() throws SQLException {
        JournalNow found = reader.read(NOBODY);
        Lanes lanes = new Lanes(learned.read(), found.at());
        return new Now(
                found.at(),
                false,
                Optional.of(found.at()),
                settings.accounts().stream()
                        .map(account -> account(account, found))
                        .toList(),
                Lanes.sorted(found.tasks().stream()
                        .map(task -> lanes.elsewhere(task, found.slot(task.account(), task.requestId())))
                        .toList()),
                new Waiting(
                        found.waiting().stream()
                                .mapToLong(JournalNow.WaitingCount::count)
                                .sum(),
                        found.toStore(),
                        found.oldest()),
                troubles(found),
                found.pauses(),
                found.spent(),
                found.forAPerson(),
                found.perhapsPaid());
    }

    private static AccountNow account(AccountSettings account, JournalNow found) {
        Optional<JournalNow.Balance> balance =
                Optional.ofNullable(found.balances().get(account.name()));
        return new AccountNow(
                account.name(),
                found.slotsUsed(account.name()),
                account.limits().concurrentTasks(),
                OptionalInt.empty(),
                account.limits().requests(),
                account.limits().window(),
                1,
                waiting(found, account.name()),
                0,
                found.heldAccounts().containsKey(account.name())
                        || found.pauses().stream().anyMatch(pause -> pause.isOf(account.name())),
                balance.map(JournalNow.Balance::amount),
                balance.map(JournalNow.Balance::at));
    }

    private static long waiting(JournalNow found, String account) {
        return found.waiting().stream()
                .filter(count -> count.account().equals(account))
                .mapToLong(JournalNow.WaitingCount::count)
                .sum();
    }

    static List<Trouble> troubles(JournalNow found) {
        List<Trouble> troubles = new ArrayList<>();
        found.heldAccounts().forEach((account, since) -> troubles.add(held(account, since)));
        if (!found.notKnown().isEmpty()) {
            troubles.add(new Trouble(
                    "journal=slow: it had no answer in time, so that this is not known: "
                            + String.join(", ", found.notKnown()),
                    Optional.of(found.at())));
        }
        return troubles;
    }

    private static Trouble held(String account, Instant since) {
        return new Trouble(
                "moderation=held" + AccountSettings.logged(account)
                        + ": submits wait until a person has looked at these dead letters and runs the command release",
                Optional.of(since));
    }
}
