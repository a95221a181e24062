package dev.viduroutes.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call of the console's interface, after all checks of access.
 *
 * @param path what stands in the places of the path's pattern
 * @param query what stands behind the question mark
 * @param headers as they came
 * @param body of a call that changes something; else missing
 * @param session who calls; what is planned for one can't be done by another
 */
record ConsoleRequest(Map<String, String> path, MultiMap query, MultiMap headers, JsonNode body, String session) {

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
}
