package dev.viduroutes.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call of the console's interface, after all checks of access.
 *
 * @param path what stands in the places of the path's pattern
 * @param query what stands behind the question mark
 * @param headers as they came
 * @param body of a call that changes something; else missing
 */
record ConsoleRequest(Map<String, String> path, MultiMap query, MultiMap headers, JsonNode body, Caller caller) {

    /** @return who calls; what is planned for one can't be done by another */
    String session() {
        return caller.session();
    }

    /** @return what is asked for; nothing if it is left out or empty */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    String place(String name) {
        return path.get(name);
    }

    /** @throws ConsoleRefusal if it is no whole number within these bounds */
    int number(String name, int otherwise, int least, int most) throws ConsoleRefusal {
        Optional<String> given = parameter(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(given.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the same message
        }
        throw ConsoleRefusal.malformed(name + " must be a whole number from " + least + " to " + most);
    }

    /**
     * What is misspelt must not be taken for left out: less said may mean more.
     *
     * @throws ConsoleRefusal if the body has anything else than these
     */
    void checkOnly(List<String> names) throws ConsoleRefusal {
        if (!body.isMissingNode() && !body.isObject()) {
            throw ConsoleRefusal.malformed("the body must be a JSON object");
        }
        for (Iterator<String> given = body.fieldNames(); given.hasNext(); ) {
            if (!names.contains(given.next())) {
                throw ConsoleRefusal.malformed("the body may have " + String.join(", ", names) + ", and nothing else");
            }
        }
    }

    /** @return nothing if the body does not have it */
    Optional<String> text(String name) throws ConsoleRefusal {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw ConsoleRefusal.malformed(name + " must be a string");
        }
        return Optional.ofNullable(value.textValue());
    }

    /** @return false if the body does not have it */
    boolean flag(String name) throws ConsoleRefusal {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw ConsoleRefusal.malformed(name + " must be true or false");
        }
        return value.booleanValue();
    }
}
