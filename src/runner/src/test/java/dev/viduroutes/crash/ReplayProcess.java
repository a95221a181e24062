package dev.viduroutes.crash;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodExitEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodExitRequest;
import dev.viduroutes.runner.Main;
import dev.viduroutes.runner.Operator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The command {@code replay} as a process of its own. It can be killed right after a step: a debugger stops it there, so
 * that nothing in the product has to know of it.
 */
final class ReplayProcess {

    private static final String MOVES = "dev.viduroutes.replay.ReplayRun";

    /**
     * A call that has returned.
     *
     * @param count of the calls since the first dead letter began to move
     */
    record Step(String type, String method, int count) {

        @Override
        public String toString() {
            return type.replaceFirst(".*\\.", "") + "." + method + "#" + count;
        }
    }

    private final Path home;
    private final Map<String, String> environment;

    ReplayProcess(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** @return what it said */
    String run(String... arguments) throws IOException, InterruptedException {
        Process process = start(List.of(), arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** @throws IllegalStateException if it ended by itself; the message is what it said */
    void killAfter(Step step, String... arguments) throws Exception {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(candidate -> candidate.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> place = connector.defaultArguments();
        place.get("localAddress").setValue("127.0.0.1");
        String address = connector.startListening(place);
        try {
            Process process = start(
                    List.of("-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address), arguments);
            watch(connector.accept(place), step);
            process.destroyForcibly().waitFor();
        } catch (VMDisconnectedException ended) {
            throw new IllegalStateException("it ended before " + step, ended);
        } finally {
            connector.stopListening(place);
        }
    }

    private Process start(List<String> options, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        all[0] = "replay";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        ProcessBuilder builder = RunnerProcess.java(options, Main.class, all).directory(home.toFile());
        Operator.equip(builder, environment);
        return builder.start();
    }

    /** Returns while the process stands still after the step. */
    private static void watch(VirtualMachine machine, Step step) throws InterruptedException {
        var prepared = machine.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(MOVES);
        prepared.enable();
        MethodExitRequest exits = machine.eventRequestManager().createMethodExitRequest();
        exits.addClassFilter(step.type());
        exits.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        int left = step.count();
        machine.resume();
        while (true) {
            EventSet events = machine.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent loaded) {
                    var method = loaded.referenceType().methodsByName("move").get(0);
                    machine.eventRequestManager()
                            .createBreakpointRequest(method.location())
                            .enable();
                } else if (event instanceof BreakpointEvent) {
                    exits.enable();
                } else if (event instanceof MethodExitEvent exit
                        && exit.method().name().equals(step.method())
                        && --left == 0) {
                    return;
                }
            }
            events.resume();
        }
    }
}
