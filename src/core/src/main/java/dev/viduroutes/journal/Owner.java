package dev.viduroutes.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One journal of one process: whoever works on requests.
 *
 * @param host the machine, its boot and its process namespace: where a process id means the same process
 * @param pid its process id there
 * @param startMillis when it started, since process ids are used again
 * @param instance tells two journals of one process apart
 */
record Owner(String host, long pid, long startMillis, String instance) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(\\w+)@(.+)");
    /** The system counts a start from its boot, and the boot's time moves with the clock: no exact comparison. */
    private static final long CLOCK_CORRECTION_MILLIS = Duration.ofMinutes(1).toMillis();

    static Owner current() {
        ProcessHandle self = ProcessHandle.current();
        String instance = UUID.randomUUID().toString().substring(0, 8);
        return new Owner(place(), self.pid(), start(self), instance);
    }

    /**
     * Whether its process is certainly over: then its requests need not wait for its lease. Only a process of the same
     * place can tell; when in doubt it lives.
     */
    static boolean isGone(String owner, Owner self) {
        Matcher parts = TEXT.matcher(owner);
        if (!parts.matches() || !parts.group(4).equals(self.host())) {
            return false;
        }
        long startMillis = Long.parseLong(parts.group(2));
        Optional<ProcessHandle> process =
                ProcessHandle.of(Long.parseLong(parts.group(1))).filter(ProcessHandle::isAlive);
        return process.filter(alive -> isSame(start(alive), startMillis)).isEmpty();
    }

    private static boolean isSame(long startMillis, long recordedMillis) {
        return startMillis == 0
                || recordedMillis == 0
                || Math.abs(startMillis - recordedMillis) <= CLOCK_CORRECTION_MILLIS;
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /** Containers may share a host name, and each has a process 1: the name alone does not tell where a process runs. */
    private static String place() {
        try {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id"));
            String namespace =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return hostName() + "#" + boot.substring(0, 8) + "-" + namespace.replaceAll("\\D", "");
        } catch (IOException | RuntimeException notLinux) {
            return hostName();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    @Override
    public String toString() {
        return pid + "." + startMillis + "." + instance + "@" + host;
    }
}
