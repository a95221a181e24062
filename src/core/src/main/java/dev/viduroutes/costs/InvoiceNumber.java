package dev.viduroutes.costs;

import dev.viduroutes.failure.SanitizedText;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as invoices write them, kept exactly, as whole billionths. */
final class InvoiceNumber {

    /** Digits behind the point. */
    static final int DIGITS = 9;

    private static final int LONGEST = 40;
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);
    /** Currencies before or behind the number. */
    private static final Pattern AROUND =
            Pattern.compile("^[\\p{Sc}\\p{Z}\\s]+|[\\p{Sc}\\p{Z}\\s]+$|^[A-Z]{3}\\s+|\\s+[A-Z]{3}$");

    private static final Pattern WITH_POINT =
            Pattern.compile("-?(?:\\d+|[1-9]\\d{0,2}(?:,\\d{3})+)(?:\\.\\d+)?|-?\\.\\d+");
    private static final Pattern WITH_COMMA =
            Pattern.compile("-?(?:\\d+|[1-9]\\d{0,2}(?:\\.\\d{3})+)(?:,\\d+)?|-?,\\d+");

    private InvoiceNumber() {}

    /** @throws InvoiceException if it is none, or one that can't be kept exactly */
    static long billionths(String cell, boolean decimalComma) throws InvoiceException {
        String text = sign(cell.strip());
        if (cell.length() > LONGEST
                || !(decimalComma ? WITH_COMMA : WITH_POINT).matcher(text).matches()) {
            throw wrong(
                    cell,
                    "it must be a number such as "
                            + (decimalComma ? "1.234,56" : "1234.56; --decimal-comma takes 1.234,56"));
        }
        BigDecimal number =
                new BigDecimal(decimalComma ? text.replace(".", "").replace(',', '.') : text.replace(",", ""));
        if (number.abs().compareTo(MOST) > 0 || number.stripTrailingZeros().scale() > DIGITS) {
            throw wrong(cell, "it must be at most " + MOST + ", with at most " + DIGITS + " digits behind the point");
        }
        return number.movePointRight(DIGITS).longValueExact();
    }

    /** Accountants write (0.60), and some programs a longer minus. */
    private static String sign(String cell) {
        String text = cell.replace('\u2212', '-');
        boolean negative = text.startsWith("(") && text.endsWith(")") || text.startsWith("-");
        String bare = text.startsWith("-") ? text.substring(1) : text.replaceAll("^\\(|\\)$", "");
        String number = AROUND.matcher(bare).replaceAll("");
        return negative ? "-" + number : number;
    }

    static BigDecimal exact(long billionths) {
        return BigDecimal.valueOf(billionths, DIGITS);
    }

    /** @return the number without zeros at its end, and without an exponent */
    static BigDecimal tidy(BigDecimal number) {
        BigDecimal shortest = number.stripTrailingZeros();
        return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
    }

    private static InvoiceException wrong(String cell, String rule) {
        return new InvoiceException("\"" + SanitizedText.of(cell, LONGEST) + "\"; " + rule);
    }
}
