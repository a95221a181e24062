package dev.viduroutes.bench;

import dev.viduroutes.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;

/** The sandbox and an S3 server in a process of their own, until their input ends. Prints where both are. */
final class SandboxHost {

    private SandboxHost() {}

    /** @param arguments median seconds, sigma, scale, requests a minute, slots */
    public static void main(String[] arguments) throws IOException {
        // The JDK's server keeps 200 idle connections, and closes others unannounced, which plain routes don't survive.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        Workload workload = new Workload(
                1,
                Duration.ofSeconds(Long.parseLong(arguments[0])),
                Double.parseDouble(arguments[1]),
                Double.parseDouble(arguments[2]),
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]),
                1);
        try (Store store = new Store();
                Sandbox sandbox = workload.sandbox().start()) {
            HostProcess.serve(sandbox.baseUri() + " " + store.endpoint());
        }
        System.exit(0);
    }
}
