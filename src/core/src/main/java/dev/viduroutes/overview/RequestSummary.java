package dev.viduroutes.overview;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.money.Cost;
import dev.viduroutes.request.TaskState;
import java.time.Instant;
import java.util.Optional;

/**
 * A request, in a line. What is not known is empty, or 0: requests that were recorded before version 18 of the journal's tables lack
 * mode to code, as far as their outcomes don't tell.
 *
 * @param batch id of the batch that it is a row of; empty for none
 * @param batchName as its file was called
 * @param source how it came: {@code file}, {@code jms}, {@code row} and so on
 * @param sourceName the name that it had there, as outcomes and dead letters are called
 * @param account that it was submitted with, or is to be; empty before one is chosen
 * @param resolution empty if the request leaves it to the API
 * @param seconds of video; 0 if the request leaves it to the API
 * @param code why it failed; empty if it did not
 * @param since when it came into this state, or the last step was made in it
 * @param attempts submits that were sent, refused ones included
 * @param taskId the API's task, empty if there is none
 * @param billing whether it cost money; empty before it is settled
 * @param billedSeconds what the API bills for it; empty before it is settled, or if nobody knows
 * @param cost what that costs; empty before it is settled, and without prices
 */
public record RequestSummary(
        String requestId,
        String batch,
        String batchName,
        String project,
        String source,
        String sourceName,
        String account,
        String mode,
        String resolution,
        int seconds,
        TaskState state,
        String code,
        Instant since,
        Instant receivedAt,
        int attempts,
        String taskId,
        Optional<Billing> billing,
        Optional<Integer> billedSeconds,
        Optional<Cost> cost) {}
