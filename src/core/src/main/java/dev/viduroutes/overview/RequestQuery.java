package dev.viduroutes.overview;

import dev.viduroutes.request.TaskState;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which requests are asked for: those for which all that is not empty here holds, the latest received first.
 *
 * @param state name of a {@link TaskState}, in any case
 * @param code why it failed
 * @param project as it stands in its metadata
 * @param batch id of the batch that it is a row of
 * @param source how it came: {@code file}, {@code jms}, {@code row} and so on
 * @param account that it was submitted with, or is to be
 * @param q how its id begins, or the whole id of one of its tasks
 * @param after {@linkplain RequestPage#next where the page before ended}; empty for the first
 * @param limit how many at most, 1 to {@value #MOST}
 */
public record RequestQuery(
        String state,
        String code,
        String project,
        String batch,
        String source,
        String account,
        String q,
        String after,
        int limit) {

    public static final int MOST = 200;

    private static final int LONGEST = 256;

    /** @throws IllegalArgumentException saying what is wrong; what is null is taken for empty */
    public RequestQuery {
        state = checked("state", state).toUpperCase(Locale.ROOT);
        code = checked("code", code);
        project = checked("project", project);
        batch = checked("batch", batch);
        source = checked("source", source);
        account = checked("account", account);
        q = checked("q", q);
        after = checked("after", after);
        if (!state.isEmpty() && !states().contains(state)) {
            throw new IllegalArgumentException("state must be one of "
                    + Arrays.stream(TaskState.values()).map(Enum::name).collect(Collectors.joining(", ")));
        }
        checkLimit(limit);
        Cursor.of(after);
    }

    static void checkLimit(int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit is " + limit + "; it must be 1 to " + MOST);
        }
    }

    private static Set<String> states() {
        return Arrays.stream(TaskState.values()).map(Enum::name).collect(Collectors.toSet());
    }

    private static String checked(String name, String value) {
        String text = value == null ? "" : value;
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    name + " has " + text.length() + " characters; it must have " + LONGEST + " at most");
        }
        return text;
    }

    /** @return all, in pages of so many */
    public static RequestQuery all(int limit) {
        return new RequestQuery("", "", "", "", "", "", "", "", limit);
    }

    public RequestQuery ofState(String name) {
        return new RequestQuery(name, code, project, batch, source, account, q, after, limit);
    }

    public RequestQuery ofCode(String name) {
        return new RequestQuery(state, name, project, batch, source, account, q, after, limit);
    }

    public RequestQuery ofProject(String name) {
        return new RequestQuery(state, code, name, batch, source, account, q, after, limit);
    }

    public RequestQuery ofBatch(String id) {
        return new RequestQuery(state, code, project, id, source, account, q, after, limit);
    }

    public RequestQuery ofSource(String kind) {
        return new RequestQuery(state, code, project, batch, kind, account, q, after, limit);
    }

    public RequestQuery ofAccount(String name) {
        return new RequestQuery(state, code, project, batch, source, name, q, after, limit);
    }

    /** @param text how an id begins, or the id of a task */
    public RequestQuery about(String text) {
        return new RequestQuery(state, code, project, batch, source, account, text, after, limit);
    }

    public RequestQuery from(String cursor) {
        return new RequestQuery(state, code, project, batch, source, account, q, cursor, limit);
    }
}
