package dev.viduroutes.live;

import dev.viduroutes.polling.LearnedDurations;
import dev.viduroutes.polling.LearnedDurations.Spread;
import dev.viduroutes.request.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes lanes of what is known of tasks. */
final class Lanes {

    /** By account, then by slot; those without one last. */
    static final Comparator<TaskLane> ORDER = Comparator.comparing(TaskLane::account)
            .thenComparing(lane -> lane.slot().orElse(Integer.MAX_VALUE))
            .thenComparing(TaskLane::requestId);

    private final LearnedDurations durations;
    private final Instant now;

    Lanes(LearnedDurations durations, Instant now) {
        this.durations = durations;
        this.now = now;
    }

    /** @return the lane of a task of another process: when it is asked about next is that one's business */
    TaskLane elsewhere(RecordedTask task, Optional<Integer> slot) {
        return lane(task, slot, Optional.empty(), false);
    }

    /**
     * @param nextPoll when it is asked about next; empty if that is under way
     * @return the lane of a task of this process
     */
    TaskLane here(RecordedTask task, Optional<Integer> slot, Optional<Instant> nextPoll) {
        return lane(task, slot, nextPoll, true);
    }

    private TaskLane lane(RecordedTask task, Optional<Integer> slot, Optional<Instant> nextPoll, boolean here) {
        Duration age = positive(Duration.between(task.since(), now));
        Optional<Spread> usual = durations.spread(task.kind());
        return new TaskLane(
                task.requestId(),
                task.taskId(),
                task.account(),
                slot.map(OptionalInt::of).orElse(OptionalInt.empty()),
                task.project(),
                task.mode(),
                task.kind().resolution(),
                task.kind().seconds(),
                task.attempt(),
                task.since(),
                age,
                usual,
                state(task.state(), age, usual, here && nextPoll.isEmpty()),
                nextPoll.map(at -> positive(Duration.between(now, at))),
                task.setback(),
                task.worker(),
                here);
    }

    private static LaneState state(TaskState state, Duration age, Optional<Spread> usual, boolean asked) {
        if (state == TaskState.SUBMITTING) {
            return LaneState.SUBMITTING;
        } else if (state == TaskState.UNCERTAIN) {
            return LaneState.UNCERTAIN;
        } else if (usual.isPresent() && age.compareTo(usual.get().ninth()) > 0) {
            return LaneState.LATE;
        } else if (asked) {
            return LaneState.ASKED;
        }
        return usual.isPresent() && age.compareTo(usual.get().tenth()) >= 0 ? LaneState.DUE : LaneState.PROCESSING;
    }

    /** Clocks differ. */
    private static Duration positive(Duration length) {
        return length.isNegative() ? Duration.ZERO : length;
    }

    static List<TaskLane> sorted(List<TaskLane> lanes) {
        return lanes.stream().sorted(ORDER).toList();
    }
}
