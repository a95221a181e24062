package dev.viduroutes.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What this process uses. */
final class Machine {

    private static final int COLLECTIONS = 5;
    private static final long BETWEEN_MILLIS = 200;

    private Machine() {}

    /** @return bytes in use after garbage collections; the least of some, as work goes on meanwhile */
    static long heapBytes() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
            TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
        }
        return least;
    }

    /** @return processor time used since the start of the process */
    static Duration cpu() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    /** Looks once a second. */
    static void await(String what, Duration longest, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("not " + what + " within " + longest);
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }
}
