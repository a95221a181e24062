package dev.viduroutes.limits;

import dev.viduroutes.lifecycle.StopListener;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Holds submits back while the account is blocked (no balance, key not accepted). The balance may be answered although no
 * submit is accepted, for an address that is not allowed, or a key without permission: so the trouble lasts until a submit is
 * accepted, is told once, and is asked about less and less often. Thread-safe.
 */
public final class AccountGate implements SubmitGate, StopListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.account");
    /** Up to eight intervals. */
    private static final int MOST_DOUBLINGS = 3;

    private final Gate gate = Gate.opened();
    /** What the log says behind the account's state: which one it is, if there are several. */
    private final String which;
    /** Why submits are refused; empty if the last one was not. */
    private String trouble = "";

    private int relapses;
    private int intervals;

    /** The only one. */
    public AccountGate() {
        this("");
    }

    /** @param name empty if there is one account only */
    public AccountGate(String name) {
        which = name.isEmpty() ? "" : " name=" + name;
    }

    @Override
    public CompletionStage<Void> whenOpen() {
        return gate.whenOpen();
    }

    @Override
    public boolean isShut() {
        return gate.isShut();
    }

    /** @return why submits are refused; empty if the last one was not */
    public synchronized String trouble() {
        return trouble;
    }

    /** No submit leaves until the account is in order. */
    public void block(String why) {
        if (gate.shut()) {
            Level level = isNews(why) ? Level.ERROR : Level.DEBUG;
            LOG.atLevel(level).log("account=blocked{}: {}; submits wait until it is in order", which, why);
        }
    }

    private synchronized boolean isNews(String why) {
        boolean news = !why.equals(trouble);
        relapses = trouble.isEmpty() ? 0 : relapses + 1;
        intervals = 0;
        trouble = why;
        return news;
    }

    /** To be called once per interval. @return whether to ask about the account now */
    public synchronized boolean isToBeAsked() {
        if (!gate.isShut() || ++intervals < 1 << Math.min(relapses, MOST_DOUBLINGS)) {
            return false;
        }
        intervals = 0;
        return true;
    }

    /** The account seems to be in order; whoever waits may submit. */
    public void open() {
        if (relapsed()) {
            gate.open(() -> LOG.debug("account=open{}: submits are tried again", which));
        } else {
            gate.open(() -> LOG.info("account=open{}: submits go on", which));
        }
    }

    private synchronized boolean relapsed() {
        return relapses > 0;
    }

    /** A submit was accepted, which proves it. */
    public synchronized void accepted() {
        if (trouble.isEmpty() || gate.isShut()) {
            return;
        }
        if (relapsed()) {
            LOG.info(
                    "account=open{}: a submit was accepted, after others had been refused {} times",
                    which,
                    relapses + 1);
        }
        trouble = "";
        relapses = 0;
    }

    @Override
    public void endWaits() {
        gate.close();
    }
}
