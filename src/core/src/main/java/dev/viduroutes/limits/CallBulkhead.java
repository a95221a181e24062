package dev.viduroutes.limits;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/**
 * A bulkhead: the calls of one account take so many threads of a pool at most, and as many connections, so that a server that answers
 * none of them leaves the others to other accounts. Whoever asks first whether it is full gives no permit that would wait here.
 * Thread-safe.
 */
final class CallBulkhead implements Executor {

    /** For the only account. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private final Executor pool;
    private final int most;
    private final Runnable freed;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param most calls at once, 1 or more
     * @param freed is run when one more may begin
     */
    CallBulkhead(Executor pool, int most, Runnable freed) {
        this.pool = pool;
        this.most = most;
        this.freed = freed;
    }

    synchronized boolean isFull() {
        return running >= most;
    }

    /** Runs it, and what follows on its thread, as one of so many. */
    @Override
    public void execute(Runnable call) {
        if (most == UNBOUNDED) {
            pool.execute(call);
            return;
        }
        synchronized (this) {
            if (isFull()) {
                waiting.add(call);
                return;
            }
            running++;
        }
        start(call);
    }

    private void start(Runnable call) {
        pool.execute(() -> {
            try {
                call.run();
            } finally {
                ended();
            }
        });
    }

    private void ended() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
            }
        }
        if (next == null) {
            freed.run();
        } else {
            start(next);
        }
    }
}
