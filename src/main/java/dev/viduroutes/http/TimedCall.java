package dev.viduroutes.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One call under way, with the moment at which it is given up. Thread-safe: the timer's thread ends it. */
final class TimedCall {

    private final ScheduledExecutorService timer;
    private final Runnable cut;
    private final Consumer<String> log;
    private final boolean precious;
    private final long latestNanos;
    private final Bound whole;
    private final List<Future<?>> lookups = new ArrayList<>();
    private Future<?> alarm;
    private String givenUp = "";
    private boolean mayHaveLeft;
    private boolean over;

    /**
     * @param cut closes the connection
     * @param log hears why, if it is given up
     * @param precious whether its answer is waited for at a stop
     */
    TimedCall(ScheduledExecutorService timer, Bound whole, boolean precious, Runnable cut, Consumer<String> log) {
        this.timer = timer;
        this.cut = cut;
        this.log = log;
        this.precious = precious;
        this.whole = whole;
        latestNanos = System.nanoTime() + whole.longest().toNanos();
    }

    boolean isPrecious() {
        return precious;
    }

    /** The next part of the call begins. */
    synchronized void begins(String what, Bound part) {
        long left = latestNanos - System.nanoTime();
        if (part.longest().toNanos() < left) {
            giveUpAfter(part.longest(), part.exceededBy(what));
        } else {
            giveUpAfter(Duration.ofNanos(left), whole.exceededBy("the call"));
        }
    }

    synchronized void giveUpAfter(Duration left, String why) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (!over) {
            alarm = alarm(left, why);
        }
    }

    private Future<?> alarm(Duration left, String why) {
        try {
            return timer.schedule(() -> giveUp(why), left.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            giveUp(why);
            return null;
        }
    }

    private void giveUp(String why) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            givenUp = why;
            lookups.forEach(lookup -> lookup.cancel(true));
        }
        log.accept(why);
        cut.run();
    }

    /** The next thing is the first byte. */
    synchronized void leaves(Bound head) {
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
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** @return what went wrong, or that the call was given up, which made it go wrong */
    synchronized <T extends Exception> T orTimeout(T failure) throws CallTimeoutException {
        if (!givenUp.isEmpty()) {
            throw new CallTimeoutException(givenUp, mayHaveLeft, failure);
        }
        return failure;
    }
}
