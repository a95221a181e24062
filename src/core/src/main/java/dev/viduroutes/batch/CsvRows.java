package dev.viduroutes.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes requests of the rows of a table. What a cell leaves out comes from the row of defaults, if there is one. */
final class CsvRows {

    private static final int MOST_PROBLEMS = 50;
    private static final String INPUT = "input";
    private static final String FIRST = "image_1";
    private static final String SECOND = "image_2";
    /** All else is the name of a file. */
    private static final Pattern URL = Pattern.compile("(?i)(https?|s3)://.*|data:.*", Pattern.DOTALL);

    private final Columns columns;
    private final List<String> defaults;

    /** @param defaults as many cells as there are columns, or none */
    CsvRows(Columns columns, List<String> defaults) {
        this.columns = columns;
        this.defaults = List.copyOf(defaults);
    }

    /**
     * @param cells as many as there are columns, or more
     * @param problems what is wrong with them is added
     * @return the request, without what is wrong
     */
    ObjectNode document(List<String> cells, List<Problem> problems) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        // A row may leave all of it to a template and to the defaults, which a document without it can't.
        document.putObject(INPUT);
        Map<String, String> images = new TreeMap<>();
        for (int i = 0; i < cells.size() && problems.size() < MOST_PROBLEMS; i++) {
            Optional<Column> column = i < columns.size() ? columns.columns().get(i) : Optional.empty();
            String cell = cell(cells, i);
            if (cell.isBlank()) {
                continue;
            } else if (column.isEmpty()) {
                problems.add(nameless(cell, i + 1));
            } else if (column.get().type() == CellType.IMAGE) {
                images.put(column.get().name(), cell.strip());
            } else {
                put(document, column.get(), cell, problems);
            }
        }
        if (!images.isEmpty()) {
            putImages(document, images, problems);
        }
        return document;
    }

    /** @return names of the files that the cells name as pictures, whatever is wrong with them */
    List<String> pictures(List<String> cells) {
        return IntStream.range(0, Math.min(cells.size(), columns.size()))
                .filter(this::isImage)
                .mapToObj(i -> cell(cells, i).strip())
                .filter(name -> !name.isEmpty() && !isUrl(name))
                .toList();
    }

    private boolean isImage(int column) {
        return columns.columns()
                .get(column)
                .filter(one -> one.type() == CellType.IMAGE)
                .isPresent();
    }

    private String cell(List<String> cells, int i) {
        boolean left = cells.get(i).isBlank() && i < defaults.size();
        return left ? defaults.get(i) : cells.get(i);
    }

    private static Problem nameless(String cell, int number) {
        return new Problem(
                "column " + number,
                CellType.found(cell),
                "it must be empty, since the first row does not name this column; a text with separators must stand in quotes");
    }

    private static void put(ObjectNode document, Column column, String cell, List<Problem> problems) {
        try {
            List<String> field = column.field();
            ObjectNode parent = field.size() == 1 ? document : document.withObjectProperty(field.get(0));
            parent.set(field.get(field.size() - 1), column.type().value(cell));
        } catch (CellType.WrongCellException wrong) {
            problems.add(wrong.of(column, cell));
        }
    }

    /** @param images by their columns, in order */
    private static void putImages(ObjectNode document, Map<String, String> images, List<Problem> problems) {
        List<String> values = List.copyOf(images.values());
        boolean urls = isUrl(values.get(0));
        if (!images.containsKey(FIRST)) {
            problems.add(new Problem(SECOND, CellType.found(values.get(0)), "it must be empty while image_1 is empty"));
        } else if (values.size() == 2 && isUrl(values.get(1)) != urls) {
            problems.add(new Problem(
                    SECOND,
                    CellType.found(values.get(1)),
                    "it must be " + (urls ? "a URL" : "the name of a file") + ", as image_1 is"));
        } else {
            ArrayNode target =
                    urls ? document.withObjectProperty(INPUT).putArray("image_urls") : document.putArray("image_files");
            values.forEach(target::add);
        }
    }

    private static boolean isUrl(String image) {
        return URL.matcher(image).matches();
    }
}
