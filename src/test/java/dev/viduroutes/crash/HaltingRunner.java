package dev.viduroutes.crash;

import dev.viduroutes.Main;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The runner with a fault point: its process ends without any warning at the n-th time that a request gets into a state,
 * right after that was recorded. Started with {@code -Dhalt.at=RUNNING -Dhalt.count=2}, or without to run on; with
 * {@code -Dhalt.by=STOP} it does not end but stands still until somebody continues it.
 */
public final class HaltingRunner {

    private HaltingRunner() {}

    /** Runs until it halts or is killed. */
    public static void main(String[] arguments) throws Exception {
        org.apache.camel.main.Main runner = Main.runner();
        runner.bind("haltPoint", new HaltPoint(System.getProperty("halt.at", ""), Integer.getInteger("halt.count", 1)));
        runner.run(arguments);
    }

    private record HaltPoint(String state, AtomicInteger left) implements TaskListener {

        HaltPoint(String state, int count) {
            this(state, new AtomicInteger(count));
        }

        @Override
        public void stepped(Task task) {
            haltIf(task.changed() && task.state().name().equals(state));
        }

        @Override
        public void settled(Outcome outcome) {
            haltIf(outcome.state().name().equals(state));
        }

        private void haltIf(boolean there) {
            if (!there || left.decrementAndGet() != 0) {
                return;
            }
            if (!System.getProperty("halt.by", "").equals("STOP")) {
                Runtime.getRuntime().halt(137);
            }
            try {
                RunnerProcess.signal("STOP", ProcessHandle.current().pid());
            } catch (IOException | InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
