package dev.viduroutes.bench;

import dev.viduroutes.sandbox.SandboxS3;
import java.io.IOException;
import java.util.Map;

/** An S3 server for the videos, which are not kept. */
final class Store implements AutoCloseable {

    private final Scratch scratch = new Scratch("s3");
    private final SandboxS3 server = SandboxS3.start(scratch.folder(), "videos", 0, Workload.KEY, Workload.KEY);

    Store() throws IOException {}

    String endpoint() {
        return server.endpoint().toString();
    }

    Map<String, String> settings() {
        return settings(endpoint());
    }

    /** What a gateway must know to use the store at an address, which may be another process. */
    static Map<String, String> settings(String endpoint) {
        return Map.of(
                "vidu.s3.endpoint",
                endpoint,
                "vidu.s3.bucket",
                "videos",
                "vidu.s3.access-key",
                Workload.KEY,
                "vidu.s3.secret-key",
                Workload.KEY);
    }

    @Override
    public void close() throws IOException {
        server.close();
        scratch.close();
    }
}
