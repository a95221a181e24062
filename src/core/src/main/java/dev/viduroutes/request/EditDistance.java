package dev.viduroutes.request;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How many letters two names differ in (Levenshtein), to guess what was meant. */
public final class EditDistance {

    private static final int LONGEST = 60;

    private EditDistance() {}

    /** @return the one of these names that is most like it; empty if there are none */
    public static Optional<String> nearest(String name, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(candidate -> between(name, candidate)));
    }

    static int between(String left, String right) {
        String a = left.substring(0, Math.min(left.length(), LONGEST));
        String b = right.substring(0, Math.min(right.length(), LONGEST));
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
