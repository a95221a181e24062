package dev.viduroutes.callback;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.journal.CallbackResult;
import dev.viduroutes.journal.CallbackTable;
import dev.viduroutes.limits.PollTrigger;
import dev.viduroutes.logging.RequestMdc;
import dev.viduroutes.request.RequestIds;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what a call to the callback endpoint is, and answers with an HTTP status. A genuine callback is a hint that its
 * task has ended; what became of the task only the API's answer to our own question tells.
 */
public final class CallbackHandler {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.callback");
    private static final Pattern SUBMITS = Pattern.compile("[1-9]\\d{0,8}");
    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final int OK = 200;
    private static final int MALFORMED = 400;
    private static final int NOT_FOUND = 404;
    private static final int TOO_LARGE = 413;
    private static final int TRY_AGAIN = 503;

    private final CallbackUrls urls;
    private final CallbackTable journal;
    private final PollTrigger trigger;
    private final JournalTimeLimiter limiter;
    private final Duration atMostEvery;

    public CallbackHandler(
            Settings settings,
            CallbackUrls urls,
            CallbackTable journal,
            PollTrigger trigger,
            JournalTimeLimiter limiter) {
        this.urls = urls;
        this.journal = journal;
        this.trigger = trigger;
        this.limiter = limiter;
        // However often a callback comes, it costs no more calls than polling would.
        atMostEvery = settings.poll().interval();
    }

    /**
     * Takes a call, from anybody, and never throws.
     *
     * @param requestId of the path, like the two below; hostile until the signature is checked
     * @param body what came, not decompressed
     * @return 200 for a genuine callback, whether or not it changes anything, so that it is not repeated; 404 without a
     *     right signature; 400 or 413 for a body that is no envelope; 503 if it should come again, since the journal can't
     *     be asked now
     */
    public int handle(String requestId, String submits, String signature, byte[] body) {
        if (!isGenuine(requestId, submits, signature)) {
            return NOT_FOUND;
        }
        if (body.length > CallbackServer.LARGEST_BODY) {
            return TOO_LARGE;
        }
        try {
            String taskId = Callback.read(body).taskId();
            return taskId.isEmpty()
                    ? MALFORMED
                    : new RequestMdc(requestId, taskId).call(() -> note(requestId, Integer.parseInt(submits), taskId));
        } catch (IOException unreadable) {
            return MALFORMED;
        }
    }

    /** A part may be missing: Camel makes nothing of the text {@code null}. */
    private boolean isGenuine(String requestId, String submits, String signature) {
        return requestId != null
                && submits != null
                && signature != null
                && RequestIds.isId(requestId)
                && SUBMITS.matcher(submits).matches()
                && SIGNATURE.matcher(signature).matches()
                && urls.isGenuine(requestId, Integer.parseInt(submits), signature);
    }

    private int note(String requestId, int submits, String taskId) {
        try {
            CallbackResult meaning = limiter.call(() -> journal.note(requestId, submits, taskId, atMostEvery));
            LOG.debug("requestId={} submits={} taskId={} callback={}", requestId, submits, taskId, meaning);
            if (meaning == CallbackResult.DUE) {
                trigger.pollNow(taskId);
            } else if (meaning == CallbackResult.GIVEN_UP) {
                LOG.warn(
                        "requestId={} taskId={} was given up, and a callback says that its task exists; put back, its video is"
                                + " fetched",
                        requestId,
                        taskId);
            }
            return OK;
        } catch (SQLException unavailable) {
            LOG.warn(
                    "requestId={} a callback can't be recorded, it should come again: {}",
                    requestId,
                    SanitizedText.of(unavailable));
            return TRY_AGAIN;
        }
    }
}
