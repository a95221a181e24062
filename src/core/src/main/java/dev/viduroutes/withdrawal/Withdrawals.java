package dev.viduroutes.withdrawal;

import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.request.RequestIds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Withdraws requests when a person asks for it, and ends the waits of those that were, whoever asked. */
public final class Withdrawals {

    private final WithdrawalStore store;
    private final SubmitWaits waits;

    public Withdrawals(WithdrawalStore store, SubmitWaits waits) {
        this.store = store;
        this.waits = waits;
    }

    /**
     * @param order a {@link WithdrawalOrder}, or the id of one request
     * @throws SQLException if the journal can't be written; those named before may be withdrawn
     */
    public WithdrawalReport run(Object order) throws SQLException {
        WithdrawalOrder asked =
                order instanceof WithdrawalOrder full ? full : WithdrawalOrder.of(String.valueOf(order));
        List<WithdrawalReport.Entry> entries = new ArrayList<>();
        for (String id : asked.requestIds()) {
            entries.add(new WithdrawalReport.Entry(id, withdraw(id, asked.discard())));
        }
        look();
        return new WithdrawalReport(entries);
    }

    private WithdrawalResult withdraw(String id, boolean discard) throws SQLException {
        return RequestIds.isId(id) ? store.withdraw(id, discard) : WithdrawalResult.IMPOSSIBLE;
    }

    /** Ends the waits of withdrawn requests. To be called now and then, since other processes withdraw some. */
    public void look() throws SQLException {
        Set<String> withdrawn = store.waiting().stream()
                .map(one -> SubmitWaits.key(one.requestId(), one.epoch()))
                .collect(Collectors.toSet());
        waits.end(withdrawn);
    }
}
