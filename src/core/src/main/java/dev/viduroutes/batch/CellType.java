package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.failure.SanitizedText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the cells of a column are, and how spreadsheets write that. */
enum CellType {
    /** A text in which every blank counts. */
    PROMPT {
        @Override
        JsonNode value(String cell) {
            return TextNode.valueOf(cell);
        }
    },
    TEXT {
        @Override
        JsonNode value(String cell) {
            return TextNode.valueOf(cell.strip());
        }
    },
    /** A spreadsheet takes 16:9 for a time of the day. */
    RATIO {
        @Override
        JsonNode value(String cell) {
            Matcher time = TIME_OF_DAY.matcher(cell.strip());
            return TextNode.valueOf(time.matches() ? hour(time) + ":" + time.group(2) : cell.strip());
        }

        private String hour(Matcher time) {
            String half = time.group(3);
            if (half == null) {
                return time.group(1);
            }
            int hour = Integer.parseInt(time.group(1)) % 12;
            return String.valueOf(half.equalsIgnoreCase("p") ? hour + 12 : hour);
        }
    },
    INTEGER {
        @Override
        JsonNode value(String cell) {
            Matcher whole = WHOLE_NUMBER.matcher(cell.strip());
            if (!whole.matches()) {
                throw new WrongCellException(rule(cell.strip()));
            }
            long number = Long.parseLong(whole.group(1));
            return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
        }

        private String rule(String cell) {
            if (DECIMAL_COMMA.matcher(cell).matches()) {
                return "a decimal comma is not taken, nor is a part of a second: it must be a whole number, such as 5";
            } else if (SHORTENED.matcher(cell).matches()) {
                return "the spreadsheet has shortened it: it must be a whole number in plain digits";
            }
            return "it must be a whole number in plain digits, such as 5";
        }
    },
    FLAG {
        @Override
        JsonNode value(String cell) {
            String word = cell.strip().toLowerCase(Locale.ROOT);
            if (YES.contains(word) || NO.contains(word)) {
                return BooleanNode.valueOf(YES.contains(word));
            }
            throw new WrongCellException("it must be true or false (or WAHR or FALSCH, or 1 or 0)");
        }
    },
    /** A URL, or the name of a file. */
    IMAGE {
        @Override
        JsonNode value(String cell) {
            return TextNode.valueOf(cell.strip());
        }
    };

    private static final int LONGEST_FOUND = 120;
    private static final Pattern TIME_OF_DAY =
            Pattern.compile("0?(\\d{1,2}):0?(\\d{1,2})(?::00)?(?:\\h*([AaPp])[Mm])?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\+?(-?\\d{1,18})(?:\\.0*)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");
    private static final Pattern SHORTENED = Pattern.compile("[+-]?\\d+(?:[.,]\\d+)?[eE][+-]?\\d+");
    private static final Set<String> YES = Set.of("true", "wahr", "1");
    private static final Set<String> NO = Set.of("false", "falsch", "0");

    /** A cell is not what its column takes. */
    static final class WrongCellException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongCellException(String allowed) {
            super(allowed);
        }

        Problem of(Column column, String cell) {
            return new Problem(column.name(), found(cell), getMessage());
        }
    }

    /**
     * @param cell not blank
     * @return what it says in the request
     * @throws WrongCellException if it can't say that
     */
    abstract JsonNode value(String cell);

    static String found(String cell) {
        int length = cell.codePointCount(0, cell.length());
        return length > LONGEST_FOUND
                ? "a text of " + length + " characters"
                : "\"" + SanitizedText.of(cell, LONGEST_FOUND) + "\"";
    }
}
