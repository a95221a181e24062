package dev.viduroutes.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** One accepted task. Its state follows from its plan and the clock alone; nothing runs for it. */
final class SandboxTask {

    /** The states of the contract. */
    enum State {
        PENDING,
        PROCESSING,
        SUCCESS,
        FAILED;

        boolean ended() {
            return this == SUCCESS || this == FAILED;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Assumed: the vendor does not say how long a task waits before it is worked on. */
    private static final double PENDING_SHARE = 0.1;

    private final String id;
    private final String model;
    private final GenerateRequest request;
    private final Bill bill;
    private final long acceptedNanos;
    private final FaultSubject faults;
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicBoolean reported = new AtomicBoolean();
    private final AtomicLong toldNanos = new AtomicLong(ScaledClock.NEVER);
    private volatile List<ResultRecord> results;
    private volatile TaskPlan plan;

    SandboxTask(
            String id,
            String model,
            GenerateRequest request,
            Bill bill,
            TaskPlan plan,
            FaultSubject faults,
            long acceptedNanos) {
        this.id = id;
        this.model = model;
        this.request = request;
        this.bill = bill;
        this.plan = plan;
        this.faults = faults;
        this.acceptedNanos = acceptedNanos;
        this.results = results(plan);
    }

    private static List<ResultRecord> results(TaskPlan plan) {
        return IntStream.range(0, plan.makesFiles() ? plan.resultCount() : 0)
                .mapToObj(ResultRecord::new)
                .toList();
    }

    /** Whatever was planned, it ends now, with its files. */
    void succeed(long nowNanos) {
        TaskPlan ending = plan.succeedingAfter(nowNanos - acceptedNanos);
        // Before the plan: who sees the end asks for the files.
        results = results(ending);
        plan = ending;
    }

    /** @return whether its end is to be reported; false from the second call on */
    boolean claimReport() {
        return reported.compareAndSet(false, true);
    }

    State state(long nowNanos) {
        TaskPlan current = plan;
        long age = nowNanos - acceptedNanos;
        if (current.durationNanos() == ScaledClock.NEVER) {
            return State.PROCESSING;
        }
        if (age >= current.durationNanos()) {
            return current.failCode().isPresent() ? State.FAILED : State.SUCCESS;
        }
        return age < current.durationNanos() * PENDING_SHARE ? State.PENDING : State.PROCESSING;
    }

    /** @return when it ends or has ended, or {@link ScaledClock#NEVER} */
    long endNanos() {
        long duration = plan.durationNanos();
        return duration == ScaledClock.NEVER ? ScaledClock.NEVER : acceptedNanos + duration;
    }

    String id() {
        return id;
    }

    String model() {
        return model;
    }

    GenerateRequest request() {
        return request;
    }

    Bill bill() {
        return bill;
    }

    TaskPlan plan() {
        return plan;
    }

    FaultSubject faults() {
        return faults;
    }

    long acceptedNanos() {
        return acceptedNanos;
    }

    AtomicInteger polls() {
        return polls;
    }

    /** A caller knows of the end from now on; who learns it again changes nothing. */
    void told(long nowNanos) {
        toldNanos.accumulateAndGet(nowNanos, Math::min);
    }

    /** @return when a caller first learned of the end, or {@link ScaledClock#NEVER} */
    long toldNanos() {
        return toldNanos.get();
    }

    List<ResultRecord> results() {
        return results;
    }
}
