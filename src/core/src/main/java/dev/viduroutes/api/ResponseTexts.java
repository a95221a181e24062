package dev.viduroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What an answer says in words, wherever they stand in it; no more than a refusal needs. */
final class ResponseTexts {

    private static final int MOST = 50;
    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 5;

    private ResponseTexts() {}

    /** @return every text of the answer, the outermost first */
    static List<String> in(JsonNode answer) {
        List<String> found = new ArrayList<>();
        List<JsonNode> level = List.of(answer);
        for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : level) {
                if (node.isTextual() && found.size() < MOST) {
                    found.add(cut(node.textValue()));
                }
                node.forEach(inner -> {
                    if (next.size() < MOST) {
                        next.add(inner);
                    }
                });
            }
            level = next;
        }
        return found;
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
