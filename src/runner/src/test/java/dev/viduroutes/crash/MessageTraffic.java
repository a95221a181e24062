package dev.viduroutes.crash;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Requests at a broker, and the outcomes that come back. */
interface MessageTraffic extends AutoCloseable {

    /** What an operator sets to take requests from this broker. */
    Map<String, String> environment();

    void send(String name, String document) throws Exception;

    /** @return every outcome so far, by the name of its request; the same one may come more than once */
    Map<String, List<JsonNode>> replies() throws Exception;

    /** @return whether the broker keeps nothing for the gateway any more */
    boolean isDrained() throws Exception;

    @Override
    default void close() {}
}
