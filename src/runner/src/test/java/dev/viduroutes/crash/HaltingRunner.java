package dev.viduroutes.crash;

import dev.viduroutes.api.ApiCall;
import dev.viduroutes.request.Task;
import dev.viduroutes.runner.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * The runner with a fault point: its process ends without any warning at the n-th time that a request passes a point,
 * right after the step was made. Started with {@code -Dhalt.at=SUBMITTING>RUNNING -Dhalt.count=2}, or without to run on;
 * with {@code -Dhalt.by=STOP} it does not end but stands still until somebody continues it. With {@code -Dclock.file} its clock is a
 * {@link SetClock}.
 *
 * <p>The points are the transitions that the journal has recorded, {@code NEW>RECEIVED} for a claim; {@code ANSWERED}
 * when the answer to a submit came and is not yet recorded; {@code BURIED} when a dead letter is written, {@code REPORTED} when it
 * was told that a video is stored, and the file or message is still at its source; {@code CAP_TOLD} when an event of a cap was written into
 * a file.
 */
public final class HaltingRunner {

    private HaltingRunner() {}

    /** Runs until it halts or is killed. */
    public static void main(String[] arguments) throws Exception {
        org.apache.camel.main.Main runner = Main.runner();
        String clock = System.getProperty("clock.file", "");
        if (!clock.isEmpty()) {
            runner.bind("viduClock", new SetClock(Path.of(clock)));
        }
        runner.bind("haltPoint", new HaltPoint(System.getProperty("halt.at", ""), Integer.getInteger("halt.count", 1)));
        runner.run(arguments);
    }

    private static final class HaltPoint extends EventNotifierSupport {

        private final String point;
        private final AtomicInteger left;

        HaltPoint(String point, int count) {
            this.point = point;
            left = new AtomicInteger(count);
        }

        @Override
        public void notify(CamelEvent event) throws IOException, InterruptedException {
            if (event instanceof ExchangeSentEvent sent
                    && passed(sent.getEndpoint().getEndpointUri(), sent.getExchange())
                            .equals(point)
                    && left.decrementAndGet() == 0) {
                halt();
            }
        }

        private static String passed(String endpoint, Exchange exchange) {
            if (endpoint.startsWith("vidu-api:")) {
                return exchange.getVariable("viduCall", ApiCall.class).isPost() ? "ANSWERED" : "-";
            } else if (endpoint.startsWith("file:") && exchange.getMessage().getHeader("vidu_event") != null) {
                return "CAP_TOLD";
            }
            Task task = exchange.getVariable("viduTask", Task.class);
            if (exchange.isFailed() || task == null) {
                return "-";
            }
            return switch (endpoint) {
                case "direct://vidu-record" -> task.isOpen() ? transition(task) : "-";
                case "direct://vidu-settle" -> transition(task);
                case "direct://vidu-bury-in-folder", "direct://vidu-dead-letter" -> "BURIED";
                case "direct://vidu-conclude" -> task.isDeadLetter() ? "-" : "REPORTED";
                default -> "-";
            };
        }

        private static String transition(Task task) {
            if (task.state() != task.before()) {
                return task.before() + ">" + task.state();
            }
            return task.changed() && task.submits() == 0 ? "NEW>" + task.state() : "-";
        }

        private static void halt() throws IOException, InterruptedException {
            if (!System.getProperty("halt.by", "").equals("STOP")) {
                Runtime.getRuntime().halt(137);
            }
            RunnerProcess.signal("STOP", ProcessHandle.current().pid());
        }
    }
}
