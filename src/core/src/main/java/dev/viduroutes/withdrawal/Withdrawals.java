package dev.viduroutes.withdrawal;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.limits.SubmitWaits;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.RequestIds;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Withdraws requests when a person asks for it, and ends the waits of those that were, whoever asked. */
public final class Withdrawals {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.withdrawal");
    private static final int LONGEST_ID = 128;

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

    /** Says in the log what came of an order that nobody waits for, in the words of the command. An id that is not known may be a mistake. */
    public void tell(WithdrawalReport report) {
        for (WithdrawalReport.Entry entry : report.entries()) {
            Level level = entry.result() == WithdrawalResult.AWAITED ? Level.WARN : Level.INFO;
            LOG.atLevel(level)
                    .log(
                            "requestId={} by a file *.cancel: {}",
                            SanitizedText.of(entry.requestId(), LONGEST_ID),
                            entry.result().words());
        }
    }

    /** The dead letter of a request that ended before the journal had it is safe: put back, it is made after all. */
    public void concluded(Outcome outcome) {
        if (outcome.failure().filter(Failure::isWithdrawal).isEmpty()) {
            return;
        }
        try {
            store.forget(outcome.requestId());
        } catch (SQLException unavailable) {
            LOG.debug("requestId={} stays withdrawn", outcome.requestId(), unavailable);
        }
    }

    /** Ends the waits of withdrawn requests. To be called now and then, since other processes withdraw some. */
    public void look() throws SQLException {
        Set<String> withdrawn = store.waiting().stream()
                .map(one -> SubmitWaits.key(one.requestId(), one.epoch()))
                .collect(Collectors.toSet());
        waits.end(withdrawn);
    }
}
