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

/** One call under way, with the moment at which it is given up. Thread-safe: the timer's thread ends it. */
final class TimedCall {

    private final ScheduledExecutorService timer;
    private final Runnable cut;
    private final Consumer<String> log;
    private final boolean precious;
    private final List<Future<?>> lookups = new ArrayList<>();
    private Limit whole;
    private Limit part;
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
        this.whole = Limit.in(whole.longest(), whole.exceededBy("the call"));
        this.part = this.whole;
    }

    boolean isPrecious() {
        return precious;
    }

    /** The next part of the call begins. */
    synchronized void begins(String what, Bound bound) {
        part = Limit.in(bound.longest(), bound.exceededBy(what));
        setAlarm();
    }

    /** It gets no more time than this, whatever part of it begins. */
    synchronized void giveUpAfter(Duration left, String why) {
        whole = whole.earlier(Limit.in(left, why));
        setAlarm();
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

    private void setAlarm() {
        if (alarm != null) {
            alarm.cancel(false);
        }
        if (!over) {
            alarm = alarm(whole.earlier(part));
        }
    }

    private Future<?> alarm(Limit limit) {
        try {
            return timer.schedule(() -> giveUp(limit.why()), limit.atNanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            giveUp(limit.why());
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
    synchronized void leaves(Bound head) throws InterruptedIOException {
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

    /** When it is given up, and what is said of it then. */
    private record Limit(long atNanos, String why) {

        static Limit in(Duration left, String why) {
            return new Limit(System.nanoTime() + left.toNanos(), why);
        }

        Limit earlier(Limit other) {
            return other.atNanos - atNanos < 0 ? other : this;
        }
    }
}
