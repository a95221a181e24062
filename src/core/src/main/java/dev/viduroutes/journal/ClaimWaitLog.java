package dev.viduroutes.journal;

import dev.viduroutes.request.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once, after a minute, that a request waits because another process or message works on the same one. */
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
        }
    }
}
