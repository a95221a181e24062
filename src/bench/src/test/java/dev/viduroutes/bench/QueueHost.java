package dev.viduroutes.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Who takes requests from a queue, in a process of its own, until its input ends. Prints a line once it consumes. */
final class QueueHost {

    /** The argument that asks for the product; every other is for the plain route. */
    static final String GATEWAY = "gateway";

    private QueueHost() {}

    /** @param arguments who, then settings as key=value */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> settings = Arrays.stream(arguments)
                .skip(1)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        try {
            AutoCloseable consumer = arguments[0].equals(GATEWAY) ? new Gateway(settings) : new BareQueue(settings);
            HostProcess.serve(arguments[0]);
            consumer.close();
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }
}
