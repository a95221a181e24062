package dev.viduroutes.spending;

import dev.viduroutes.PublicApi;

/**
 * A cap that a person raises for the day, or the month, that it is now: the body for {@code direct:vidu-raise-cap}.
 *
 * @param cap key of the setting, such as {@code vidu.cap.day}
 * @param project of {@code vidu.cap.project.*.day}, the one that it is raised for; empty for each, and for other caps
 * @param amount what the cap is to be until its period is over, as the setting would have it: {@code 60.00} or {@code 600s}. What the
 *     setting says takes an earlier raise back
 * @param by who raises it, for the log and the journal
 */
@PublicApi
public record CapRaiseOrder(String cap, String project, String amount, String by) {

    private static final int MOST_CHARACTERS = 200;

    public CapRaiseOrder {
        project = project == null ? "" : project;
        check("cap", cap, 1);
        check("project", project, 0);
        check("amount", amount, 1);
        check("by", by, 1);
    }

    private static void check(String field, String text, int least) {
        int length = text == null ? 0 : text.strip().length();
        if (length < least || length > MOST_CHARACTERS) {
            throw new IllegalArgumentException(field + " of the order has " + length + " characters; it must have "
                    + least + " to " + MOST_CHARACTERS);
        }
    }

    /** Of a cap that is for no single project. */
    public static CapRaiseOrder of(String cap, String amount, String by) {
        return new CapRaiseOrder(cap, "", amount, by);
    }
}
