package dev.viduroutes.http;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One call under way, with the deadline at which it is given up. Thread-safe: the timer's thread ends it. */
final class TimedCall {

    private final ScheduledExecutorService timer;
    private final Runnable cut;
    private final Consumer<String> log;
    private final boolean precious;
    private final List<Future<?>> lookups = new ArrayList<>();
    private Deadline whole;
    private Deadline part;
    private Future<?> timeout;
    private String givenUp = "";
    private boolean mayHaveLeft;
    private boolean over;
    private volatile boolean proxied;

    /**
     * @param cut closes the connection
     * @param log hears why, if it is given up
     * @param precious whether its answer is waited for at a stop
     */
    TimedCall(ScheduledExecutorService timer, TimeLimit whole, boolean precious, Runnable cut, Consumer<String> log) {
        this.timer = timer;
        this.cut = cut;
        this.log = log;
        this.precious = precious;
        this.whole = Deadline.in(whole.longest(), whole.exceededBy("the call"));
        this.part = this.whole;
    }

    boolean isPrecious() {
        return precious;
    }

    void goesThroughProxy(boolean proxied) {
        this.proxied = proxied;
    }

    /** @return whether the only name that it looks up is that of a proxy */
    boolean isThroughProxy() {
        return proxied;
    }

    /** The next part of the call begins. */
    synchronized void begins(String what, TimeLimit limit) {
        part = Deadline.in(limit.longest(), limit.exceededBy(what));
        setTimeout();
    }

    /** It gets no more time than this, whatever part of it begins. */
    synchronized void giveUpAfter(Duration left, String why) {
        whole = whole.earlier(Deadline.in(left, why));
        setTimeout();
    }

    /** The gateway stops: what has not left does not leave any more. */
    void stops(Duration patience, String why) {
        boolean now;
        synchronized (this) {
            now = !mayHaveLeft && ends(why);
            giveUpAfter(patience, why);
        }
        if (now) {
            cutOff(why);
        }
    }

    private void setTimeout() {
        if (timeout != null) {
            timeout.cancel(false);
        }
        if (!over) {
            timeout = schedule(whole.earlier(part));
        }
    }

    private Future<?> schedule(Deadline deadline) {
        try {
            return timer.schedule(
                    () -> giveUp(deadline.why()), deadline.atNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            giveUp(deadline.why());
            return null;
        }
    }

    private void giveUp(String why) {
        if (ends(why)) {
            cutOff(why);
        }
    }

    private synchronized boolean ends(String why) {
        if (over) {
            return false;
        }
        over = true;
        givenUp = why;
        lookups.forEach(lookup -> lookup.cancel(true));
        return true;
    }

    private void cutOff(String why) {
        log.accept(why);
        cut.run();
    }

    /** The next thing is the first byte. */
    synchronized void leaves(TimeLimit head) throws InterruptedIOException {
        if (over) {
            throw new InterruptedIOException("it was given up before it left");
        }
        mayHaveLeft = true;
        begins("the head of the answer", head);
    }

    /** Ends with the call, since nothing else would end it. */
    synchronized void await(Future<?> lookup) {
        lookups.add(lookup);
        if (over) {
            lookup.cancel(true);
        }
    }

    /** It has come to its own end. */
    synchronized void ends() {
        over = true;
        if (timeout != null) {
            timeout.cancel(false);
        }
    }

    /** @return what went wrong, or that the call was given up, which made it go wrong */
    synchronized <T extends Exception> T orTimeout(T failure) throws CallTimeoutException {
        if (!givenUp.isEmpty()) {
            throw new CallTimeoutException(givenUp, mayHaveLeft, failure);
        }
        return failure;
    }

    /** When it is given up, and what is said of it then. */
    private record Deadline(long atNanos, String why) {

        static Deadline in(Duration left, String why) {
            return new Deadline(System.nanoTime() + left.toNanos(), why);
        }

        Deadline earlier(Deadline other) {
            return other.atNanos - atNanos < 0 ? other : this;
        }
    }
}
