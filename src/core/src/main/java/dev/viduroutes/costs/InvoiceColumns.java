package dev.viduroutes.costs;

import dev.viduroutes.failure.SanitizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where an invoice has what is compared, by the names in its first row. Vendors name them differently, so usual names are known, and
 * others can be told.
 */
record InvoiceColumns(
        int task,
        Optional<Integer> seconds,
        Optional<Integer> amount,
        Optional<Integer> currency,
        Optional<Integer> time) {

    private static final int MOST = 1_000;
    private static final int LONGEST = 500;
    private static final List<String> TASK = List.of("task_id", "taskid", "task", "job_id", "generation_id", "id");
    private static final List<String> SECONDS = List.of(
            "seconds", "billed_seconds", "duration_seconds", "video_seconds", "duration", "quantity", "units", "usage");
    private static final List<String> AMOUNT =
            List.of("amount", "cost", "charge", "charged", "total", "amount_usd", "cost_usd", "net_amount");
    private static final List<String> CURRENCY = List.of("currency", "currency_code");
    private static final List<String> TIME =
            List.of("time", "created_at", "create_time", "created", "timestamp", "date", "usage_date");

    /** @throws InvoiceException if it has no ids, or neither seconds nor amounts */
    static InvoiceColumns of(List<String> names, InvoiceOptions options) throws InvoiceException {
        List<String> columns = names.stream().map(InvoiceColumns::plain).toList();
        if (columns.size() > MOST) {
            throw new InvoiceException("it has " + columns.size() + " columns; it must have at most " + MOST);
        }
        Optional<Integer> task = find(names, columns, options.task(), TASK);
        InvoiceColumns found = new InvoiceColumns(
                task.orElseThrow(() -> missing(names, "the ids of tasks", "--task-column")),
                find(names, columns, options.seconds(), SECONDS),
                find(names, columns, options.amount(), AMOUNT),
                find(names, columns, options.currency(), CURRENCY),
                find(names, columns, options.time(), TIME));
        if (found.seconds.isEmpty() && found.amount.isEmpty()) {
            throw missing(names, "seconds or amounts", "--seconds-column or --amount-column");
        }
        return found;
    }

    /** @return how many of these name what an invoice has */
    static long known(List<String> cells) {
        List<String> all = new ArrayList<>(TASK);
        List.of(SECONDS, AMOUNT, CURRENCY, TIME).forEach(all::addAll);
        return cells.stream().map(InvoiceColumns::plain).filter(all::contains).count();
    }

    private static Optional<Integer> find(
            List<String> names, List<String> columns, Optional<String> told, List<String> usual)
            throws InvoiceException {
        if (told.isPresent()) {
            return Optional.of(only(names, columns, told.get()));
        }
        for (String name : usual) {
            if (columns.contains(name)) {
                return Optional.of(only(names, columns, name));
            }
        }
        return Optional.empty();
    }

    private static int only(List<String> names, List<String> columns, String wanted) throws InvoiceException {
        int first = columns.indexOf(plain(wanted));
        if (first < 0) {
            throw new InvoiceException("it has no column " + SanitizedText.of(wanted, LONGEST) + "; " + has(names));
        } else if (first != columns.lastIndexOf(plain(wanted))) {
            throw new InvoiceException("it has two columns " + SanitizedText.of(wanted, LONGEST) + "; " + has(names));
        }
        return first;
    }

    private static InvoiceException missing(List<String> names, String what, String option) {
        return new InvoiceException(
                "no column of it is known to hold " + what + "; name it by " + option + "; " + has(names));
    }

    private static String has(List<String> names) {
        return "its first row has " + SanitizedText.of(String.join(", ", names), LONGEST);
    }

    /** As nobody writes them twice: {@code Task ID} is {@code task_id}. */
    private static String plain(String name) {
        return name.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_|_$", "");
    }
}
