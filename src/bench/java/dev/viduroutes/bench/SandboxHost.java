package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;

/** The sandbox and an S3 server in a process of their own, until their input ends. Prints where both are. */
final class SandboxHost {

    private SandboxHost() {}

    /** @param arguments median seconds, sigma, requests a minute, slots */
    public static void main(String[] arguments) throws IOException {
        Workload workload = new Workload(
                1,
                Duration.ofSeconds(Long.parseLong(arguments[0])),
                Double.parseDouble(arguments[1]),
                1,
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]),
                1);
        try (Store store = new Store();
                Sandbox sandbox = workload.sandbox().start()) {
            System.out.println(sandbox.baseUri() + " " + store.endpoint());
            while (System.in.read() >= 0) {
                // Whatever comes: the end of the input is what counts.
                continue;
            }
        }
        System.exit(0);
    }
}
