package dev.viduroutes.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that must know theirs before they start. None is given twice in a process, and none is from the range
 * that systems take outgoing connections from: it stays free while its server is down.
 */
public final class FreePort {

    private static final int FIRST = 20_000;
    private static final int COUNT = 12_000;
    /** As many as a process is likely to want: the next process begins behind them. */
    private static final int STRIDE = 200;

    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * STRIDE % COUNT));

    private FreePort() {}

    /** @return a port of this machine's loopback address at which nobody listens */
    public static int next() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "no port from " + FIRST + " to " + (FIRST + COUNT - 1) + " is free on the loopback address");
    }

    /** @return that port if nobody listens at it, else another */
    public static int or(int port) {
        return isFree(port) ? port : next();
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
