package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.TaskPlan.CallbackStyle;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** Decides what becomes of a task: its log-normal duration, and the faults that its prompt asks for. */
final class TaskPlanner {

    private static final long BYTES_PER_MB = 1L << 20;
    private static final Duration FAST = Duration.ofSeconds(1);
    private static final Duration SLOWER_BY = Duration.ofSeconds(60);

    private final FaultRates faults;
    private final ScaledClock clock;
    private final Random random;
    private final Duration median;
    private final double sigma;

    TaskPlanner(FaultRates faults, ScaledClock clock, Random random, Duration median, double sigma) {
        this.faults = faults;
        this.clock = clock;
        this.random = random;
        this.median = median;
        this.sigma = sigma;
    }

    /** Called once for each accepted task: it uses up the faults that count accepted tasks. */
    TaskPlan plan(GenerateRequest request, FaultSubject prompt) {
        CallbackStyle callback = callback(request, prompt);
        return new TaskPlan(
                callback == CallbackStyle.EARLY ? 0 : durationNanos(prompt),
                failCode(request, prompt),
                resultCount(prompt),
                faults.take(prompt, Fault.SIZE).map(TaskPlanner::bytes).orElse(0L),
                faults.take(prompt, Fault.RESULT_URL).map(Trigger::value),
                faults.take(prompt, Fault.BAD_RESULT_JSON).isPresent(),
                callback);
    }

    private long durationNanos(FaultSubject prompt) {
        if (faults.take(prompt, Fault.NEVER).isPresent()) {
            return ScaledClock.NEVER;
        }
        boolean fast = faults.take(prompt, Fault.FAST).isPresent();
        long usual = fast ? clock.scaledNanos(FAST) : drawnNanos();
        return usual + faults.take(prompt, Fault.SLOW).map(this::extraNanos).orElse(0L);
    }

    private long drawnNanos() {
        synchronized (random) {
            return Math.max(1, Math.round(clock.scaledNanos(median) * Math.exp(sigma * random.nextGaussian())));
        }
    }

    private long extraNanos(Trigger slow) {
        return clock.scaledNanos(slow.value().isEmpty() ? SLOWER_BY : DurationText.parse(slow.value()));
    }

    private Optional<String> failCode(GenerateRequest request, FaultSubject prompt) {
        Optional<String> asked = faults.take(prompt, Fault.FAIL).map(Trigger::value);
        Optional<String> images = request.hasUnreachableImage()
                ? Optional.of("INVALID_IMAGE_URL")
                : request.fetched().failCode();
        return images.isPresent() ? images : asked;
    }

    private int resultCount(FaultSubject prompt) {
        if (faults.take(prompt, Fault.NO_RESULTS).isPresent()) {
            return 0;
        }
        if (faults.take(prompt, Fault.TWO_RESULTS).isPresent()) {
            return 2;
        }
        return faults.take(prompt, Fault.RESULTS).map(Trigger::number).orElse(1);
    }

    private static long bytes(Trigger size) {
        return Long.parseLong(size.value().replace("MB", "")) * BYTES_PER_MB;
    }

    private CallbackStyle callback(GenerateRequest request, FaultSubject prompt) {
        boolean wanted = request.callbackUrl().isPresent();
        if (!wanted || faults.take(prompt, Fault.NO_CALLBACK).isPresent()) {
            return CallbackStyle.NONE;
        }
        return faults.take(prompt, Fault.CALLBACK)
                .map(trigger -> CallbackStyle.valueOf(trigger.value().toUpperCase(Locale.ROOT)))
                .orElse(CallbackStyle.ONCE);
    }
}
