package dev.viduroutes.journal;

import dev.viduroutes.request.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that a request waits before it begins: after a minute, if another process or message works on the same one; at once, if
 * its task runs at an account that is not here.
 */
public final class ClaimWaitLog {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    /** The journal is asked every second. */
    private static final int LONG = 60;

    /** @param times how often the journal was asked in vain before */
    public void asked(Task task, Claim claim, int times) {
        if (times == LONG && claim instanceof Claim.Held held) {
            LOG.info(
                    "requestId={} waits: owner={} works on the same request, and what becomes of it is reported here, too;"
                            + " an owner that is gone has it until vidu.journal.lease is over",
                    task.request().id(),
                    held.owner());
        } else if (times == 0 && claim instanceof Claim.Elsewhere elsewhere) {
            LOG.error(
                    "requestId={} waits: its task runs at the account {}, which vidu.accounts does not name; it goes on once"
                            + " that is named again, with its key",
                    task.request().id(),
                    elsewhere.account());
        }
    }
}
