package dev.viduroutes.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Threads that may wait. Each kind of work has its own, so that a bucket that hangs holds up no journal, and neither of them the page
 * Now or a login. What waits for a thread is bounded, and left out once nobody waits for it any more.
 */
final class ConsoleWorkers {

    /** What work waits for. */
    enum Kind {
        /** Next to nothing: memory, a small file. */
        MEMORY(2),
        JOURNAL(3),
        BUCKET(4);

        private final int threads;

        Kind(int threads) {
            this.threads = threads;
        }
    }

    /** That is under way or waits, of each kind. */
    static final int MOST = 64;

    private record Pool(WorkerExecutor threads, Semaphore places) {}

    private final Map<Kind, Pool> pools = new EnumMap<>(Kind.class);

    ConsoleWorkers(Vertx vertx) {
        for (Kind kind : Kind.values()) {
            pools.put(
                    kind,
                    new Pool(
                            vertx.createSharedWorkerExecutor("vidu-console-" + kind.ordinal(), kind.threads),
                            new Semaphore(MOST)));
        }
    }

    /** @return for what happens by itself, and at most once at a time */
    WorkerExecutor memory() {
        return pools.get(Kind.MEMORY).threads();
    }

    /**
     * @param wanted whether somebody still waits for it, when its turn comes
     * @return fails with a refusal if too much waits already, or nobody for this
     */
    <T> Future<T> run(Kind kind, BooleanSupplier wanted, Callable<T> work) {
        Pool pool = pools.get(kind);
        if (!pool.places().tryAcquire()) {
            return Future.failedFuture(
                    new ConsoleRefusal(ConsoleRefusal.UNAVAILABLE, "too many calls wait already; try again"));
        }
        return pool.threads()
                .executeBlocking(
                        () -> {
                            if (!wanted.getAsBoolean()) {
                                throw new ConsoleRefusal(ConsoleRefusal.UNAVAILABLE, "nobody waits for it");
                            }
                            return work.call();
                        },
                        false)
                .onComplete(done -> pool.places().release());
    }
}
