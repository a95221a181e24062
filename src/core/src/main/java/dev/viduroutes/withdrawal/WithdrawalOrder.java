package dev.viduroutes.withdrawal;

import dev.viduroutes.PublicApi;
import java.util.List;

/**
 * Whose requests a person does not want any more.
 *
 * @param requestIds their ids, 10,000 at most
 * @param discard whether the video of a task that runs already is left unfetched, too; it is billed all the same
 */
@PublicApi
public record WithdrawalOrder(List<String> requestIds, boolean discard) {

    private static final int MOST = 10_000;

    public WithdrawalOrder {
        if (requestIds.isEmpty() || requestIds.size() > MOST) {
            throw new IllegalArgumentException(
                    "the order names " + requestIds.size() + " requests; it must be 1 to " + MOST);
        }
        requestIds = List.copyOf(requestIds);
    }

    /** Of one request, whose video is stored if its task runs already. */
    public static WithdrawalOrder of(String requestId) {
        return new WithdrawalOrder(List.of(requestId), false);
    }
}
