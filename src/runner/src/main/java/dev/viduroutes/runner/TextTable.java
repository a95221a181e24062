package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of columns, each as wide as it must be, for a person at a terminal. What others wrote stands there without what a terminal obeys. */
final class TextTable {

    private static final int LONGEST_CELL = 200;
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... heads) {
        rows.add(List.of(heads));
    }

    void add(Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> SanitizedText.of(String.valueOf(cell), LONGEST_CELL))
                .map(cell -> cell.isEmpty() ? "-" : cell)
                .toList());
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                line.append(cell)
                        .append(" ".repeat(width(column) - cell.length()))
                        .append(GAP);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
