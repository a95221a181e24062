package dev.viduroutes.csv;

import java.util.regex.Pattern;

/**
 * Cells that a spreadsheet would run as formulas. Written with an apostrophe before them, which is the mark that spreadsheets know
 * for "a text, whatever it looks like", and read without it: what was written is always read back as it was.
 */
public final class FormulaGuard {

    private static final char TEXT_MARK = '\'';
    /** Spreadsheets and what cleans a table skip blanks, quotes and what can't be seen; full-width signs are signs to some. */
    private static final Pattern FORMULA =
            Pattern.compile("^(?:'*[\\t\\r\\n]|[\\s\\p{Z}\\p{Cc}\\p{Cf}'\"]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20])");

    private static final Pattern NUMBER = Pattern.compile("'*[+-]?\\d{1,30}(?:[.,]\\d{1,30})?");

    private FormulaGuard() {}

    /** @return the cell as it may be written into a table */
    public static String guarded(String cell) {
        return isFormula(cell) ? TEXT_MARK + cell : cell;
    }

    /** @return what was written, or what a person marked as a text */
    public static String unguarded(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == TEXT_MARK && isFormula(cell) ? cell.substring(1) : cell;
    }

    /** An apostrophe more or less changes nothing about it, so that reading undoes writing. */
    private static boolean isFormula(String cell) {
        return FORMULA.matcher(cell).find() && !NUMBER.matcher(cell).matches();
    }
}
