package dev.viduroutes.pace;

import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds submits back while the account is blocked (no balance, key not accepted); no thread is held meanwhile. */
public final class AccountGate {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.account");

    private final Gate gate = Gate.opened();

    /** @return completes once submits may leave; exceptionally with {@link StoppingException} at a stop */
    public CompletionStage<Void> whenOpen() {
        return gate.whenOpen();
    }

    /** No submit leaves until the account is in order. */
    public void block(String why) {
        if (gate.shut()) {
            LOG.error("account=blocked: {}; submits wait until it is in order", why);
        }
    }

    /** The account seems to be in order; whoever waits may submit. */
    public void open() {
        gate.open(() -> LOG.info("account=open: submits go on"));
    }

    public boolean isBlocked() {
        return gate.isShut();
    }

    /** Sends everybody away, since the gateway stops. */
    void close() {
        gate.close();
    }
}
