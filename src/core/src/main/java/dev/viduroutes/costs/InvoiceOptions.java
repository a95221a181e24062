package dev.viduroutes.costs;

import java.util.Optional;

/**
 * How an invoice is to be read, where its first row does not tell.
 *
 * @param task name of the column with the ids of tasks; the others likewise
 * @param decimalComma whether numbers are written as {@code 1.234,56}
 */
public record InvoiceOptions(
        Optional<String> task,
        Optional<String> seconds,
        Optional<String> amount,
        Optional<String> currency,
        Optional<String> time,
        boolean decimalComma) {

    public static final InvoiceOptions NONE = new InvoiceOptions(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
}
