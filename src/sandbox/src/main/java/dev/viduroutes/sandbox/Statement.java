package dev.viduroutes.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the accounts were charged and given back, as a vendor's invoice lists it. Immutable.
 *
 * @param lines oldest first; those of at most the newest 100,000 tasks
 */
public record Statement(List<Line> lines) {

    private static final String COLUMNS =
            "task_id,account,time,kind,model,mode,resolution,provider,seconds,price,amount,currency";
    private static final String LINE_END = "\r\n";

    public Statement {
        lines = lines.stream().sorted(Comparator.comparing(Line::time)).toList();
    }

    /** What a line is. */
    public enum Kind {
        CHARGE,
        REFUND
    }

    /**
     * One charge or refund.
     *
     * @param time of a charge, when the task was accepted; of a refund, when it failed
     * @param seconds of video; negative in a refund
     * @param price of one second
     * @param amount seconds times price: negative in a refund
     * @param currency code of ISO 4217
     */
    public record Line(
            String taskId,
            String account,
            Instant time,
            Kind kind,
            String model,
            String mode,
            String resolution,
            String provider,
            int seconds,
            BigDecimal price,
            BigDecimal amount,
            String currency) {

        private String csv() {
            return Stream.of(
                            taskId,
                            account,
                            time,
                            kind.name().toLowerCase(Locale.ROOT),
                            model,
                            mode,
                            resolution,
                            provider,
                            seconds,
                            price.toPlainString(),
                            amount.toPlainString(),
                            currency)
                    .map(value -> quoted(value.toString()))
                    .collect(Collectors.joining(","));
        }

        private static String quoted(String text) {
            return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
        }
    }

    /** Only the lines of this account. */
    public Statement of(String account) {
        return new Statement(
                lines.stream().filter(line -> line.account().equals(account)).toList());
    }

    /** What was charged, without what was given back. */
    public BigDecimal total() {
        return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** As CSV of RFC 4180, with a line of column names; times in ISO 8601, UTC. */
    public String csv() {
        return Stream.concat(Stream.of(COLUMNS), lines.stream().map(Line::csv))
                .collect(Collectors.joining(LINE_END, "", LINE_END));
    }
}
