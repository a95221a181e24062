package dev.viduroutes.costs;

/**
 * What became of the money of a group, in one currency.
 *
 * @param group a day as {@code 2026-11-30}, or the name of a project, an account or a mode; empty for requests without one
 * @param currency code of ISO 4217; empty for submits of a time without prices, of which seconds alone are known
 * @param charged tasks that ended well
 * @param doubtful tasks that failed or were given up, and submits whose answer was lost: perhaps charged
 * @param reserved submits that are under way
 * @param released submits that created no task, which cost nothing
 */
public record CostRow(
        String group, String currency, CostSum charged, CostSum doubtful, CostSum reserved, CostSum released) {

    static CostRow empty(String group, String currency) {
        return new CostRow(group, currency, CostSum.NONE, CostSum.NONE, CostSum.NONE, CostSum.NONE);
    }

    CostRow plus(CostRow other) {
        return new CostRow(
                group,
                currency,
                charged.plus(other.charged),
                doubtful.plus(other.doubtful),
                reserved.plus(other.reserved),
                released.plus(other.released));
    }

    /** @return the same with more submits of a state of the journal */
    CostRow plus(String state, CostSum more) {
        return switch (state) {
            case "CHARGED" -> new CostRow(group, currency, charged.plus(more), doubtful, reserved, released);
            case "DOUBTFUL" -> new CostRow(group, currency, charged, doubtful.plus(more), reserved, released);
            case "RESERVED" -> new CostRow(group, currency, charged, doubtful, reserved.plus(more), released);
            case "RELEASED" -> new CostRow(group, currency, charged, doubtful, reserved, released.plus(more));
            default -> throw new IllegalArgumentException("the journal has a charge in the state " + state);
        };
    }

    /** @return all of them, whatever became of them */
    public long submits() {
        return charged.submits() + doubtful.submits() + reserved.submits() + released.submits();
    }
}
