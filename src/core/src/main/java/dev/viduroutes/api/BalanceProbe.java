package dev.viduroutes.api;

import dev.viduroutes.spending.BalanceFloors;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which accounts are to be asked what they hold, and what their answers say. */
public final class BalanceProbe {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.balance");
    private static final int LONGEST_NUMBER = 40;

    private final BalanceFloors floors;

    public BalanceProbe(BalanceFloors floors) {
        this.floors = floors;
    }

    /** To be called every second. @return the name of one to ask now, or none */
    public List<String> toBeAsked() throws SQLException {
        return floors.toBeAsked();
    }

    /** What is no answer leaves things as they were; it is asked again in a minute. */
    public void heard(String account, ApiResponse response) throws SQLException {
        Optional<BigDecimal> usd = usd(response);
        if (usd.isPresent()) {
            floors.of(account).answered(usd.get());
        } else {
            floors.of(account).unanswered();
            LOG.debug("account={} balance=? {}", account, response.summary());
        }
    }

    /** The contract: a bare number, in USD. */
    static Optional<BigDecimal> usd(ApiResponse response) {
        if (response instanceof ApiResponse.Answered answered && answered.isSuccess()) {
            String number = answered.data().asText("");
            try {
                return number.length() > LONGEST_NUMBER
                        ? Optional.empty()
                        : Optional.of(new BigDecimal(number)).filter(usd -> Math.abs(usd.scale()) <= LONGEST_NUMBER);
            } catch (NumberFormatException other) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
