package dev.viduroutes.costs;

/**
 * What became of the money of a group, in one currency.
 *
 * @param group a day as {@code 2026-11-30}, or the name of a project, an account or a mode; empty for requests without one
 * @param currency code of ISO 4217; empty for submits of a time without prices, of which seconds alone are known
 * @param charged tasks that ended well
 * @param doubtful tasks that failed or were given up, and submits whose answer was lost: perhaps charged
 * @param reserved submits that are under way
 * @param refunded tasks that an invoice gave back
 * @param released submits that created no task, or that an invoice does not bill
 */
public record CostRow(
        String group,
        String currency,
        CostSum charged,
        CostSum doubtful,
        CostSum reserved,
        CostSum refunded,
        CostSum released) {

    static CostRow empty(String group, String currency) {
        return new CostRow(group, currency, CostSum.NONE, CostSum.NONE, CostSum.NONE, CostSum.NONE, CostSum.NONE);
    }

    CostRow plus(CostRow other) {
        return new CostRow(
                group,
                currency,
                charged.plus(other.charged),
                doubtful.plus(other.doubtful),
                reserved.plus(other.reserved),
                refunded.plus(other.refunded),
                released.plus(other.released));
    }

    /** @return the same with more submits of a state of the journal */
    CostRow plus(String state, CostSum more) {
        CostSum none = CostSum.NONE;
        return switch (state) {
            case "CHARGED" -> plus(new CostRow(group, currency, more, none, none, none, none));
            case "DOUBTFUL" -> plus(new CostRow(group, currency, none, more, none, none, none));
            case "RESERVED" -> plus(new CostRow(group, currency, none, none, more, none, none));
            case "REFUNDED" -> plus(new CostRow(group, currency, none, none, none, more, none));
            case "RELEASED" -> plus(new CostRow(group, currency, none, none, none, none, more));
            default -> throw new IllegalArgumentException("the journal has a charge in the state " + state);
        };
    }

    /** @return all of them, whatever became of them */
    public long submits() {
        return charged.submits() + doubtful.submits() + reserved.submits() + refunded.submits() + released.submits();
    }
}
