package dev.viduroutes.limits;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer that runs what is due when a test moves its clock, on the test's own thread. */
final class TickingPool extends ScheduledThreadPoolExecutor {

    private final SettableMeter time;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(timer -> timer.atNanos));

    TickingPool(SettableMeter time) {
        super(1);
        this.time = time;
    }

    /** Lets the time pass, and runs what becomes due, each at its own time. */
    void pass(long nanos) {
        long until = time.currentTimeNanos() + nanos;
        while (!timers.isEmpty() && timers.peek().atNanos <= until) {
            Timer next = timers.remove();
            time.set(Math.max(next.atNanos, time.currentTimeNanos()));
            next.run();
        }
        time.set(until);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Timer timer = new Timer(command, time.currentTimeNanos() + unit.toNanos(delay));
        timers.add(timer);
        return timer;
    }

    @Override
    public void execute(Runnable command) {
        command.run();
    }

    private final class Timer extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final long atNanos;

        private Timer(Runnable command, long atNanos) {
            super(command, null);
            this.atNanos = atNanos;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(atNanos - time.currentTimeNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
