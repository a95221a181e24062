package dev.viduroutes.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** One accepted task. Its state follows from the clock alone; nothing runs for it. */
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
    private final TaskPlan plan;
    private final long acceptedNanos;
    private final FaultSubject faults;
    private final List<ResultRecord> results;
    private final AtomicInteger polls = new AtomicInteger();
    private final AtomicLong toldNanos = new AtomicLong(ScaledClock.NEVER);

    SandboxTask(
            String id, String model, GenerateRequest request, TaskPlan plan, FaultSubject faults, long acceptedNanos) {
        this.id = id;
        this.model = model;
        this.request = request;
        this.plan = plan;
        this.faults = faults;
        this.acceptedNanos = acceptedNanos;
        this.results = IntStream.range(0, plan.makesFiles() ? plan.resultCount() : 0)
                .mapToObj(ResultRecord::new)
                .toList();
    }

    State state(long nowNanos) {
        long age = nowNanos - acceptedNanos;
        if (plan.durationNanos() == ScaledClock.NEVER) {
            return State.PROCESSING;
        }
        if (age >= plan.durationNanos()) {
            return plan.failCode().isPresent() ? State.FAILED : State.SUCCESS;
        }
        return age < plan.durationNanos() * PENDING_SHARE ? State.PENDING : State.PROCESSING;
    }

    /** @return when it ends or has ended, or {@link ScaledClock#NEVER} */
    long endNanos() {
        boolean never = plan.durationNanos() == ScaledClock.NEVER;
        return never ? ScaledClock.NEVER : acceptedNanos + plan.durationNanos();
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

    TaskPlan plan() {
        return plan;
    }

    FaultSubject faults() {
        return faults;
    }

    long acceptedNanos() {
        return acceptedNanos;
    }

    int seconds() {
        return request.durationSeconds();
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
