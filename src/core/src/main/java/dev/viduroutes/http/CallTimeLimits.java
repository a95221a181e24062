package dev.viduroutes.http;

import java.util.function.Predicate;
import org.apache.hc.core5.http.EntityDetails;

/**
 * How long a call may take, and its parts. Each begins when the one before has ended; no byte now and then puts an end off.
 *
 * @param whole from the wait for a connection to the last byte of the answer
 * @param connection until the request can be written: a free connection, the name, TCP and TLS
 * @param head until the head of the answer has been read
 * @param body until the rest of the answer has been read
 * @param precious whether a request with such a body is waited for at a stop, since nobody else knows its answer
 */
public record CallTimeLimits(
        TimeLimit whole, TimeLimit connection, TimeLimit head, TimeLimit body, Predicate<EntityDetails> precious) {}
