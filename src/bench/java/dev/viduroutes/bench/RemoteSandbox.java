package dev.viduroutes.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.Ledger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link SandboxHost}, so that neither its memory nor its work counts as the gateway's. */
final class RemoteSandbox implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final String[] places;

    /** Real durations and limits of the workload; its scale must be 1. */
    RemoteSandbox(Workload workload) throws IOException {
        List<String> command = new ArrayList<>(Bench.java());
        command.add(SandboxHost.class.getName());
        command.add(Long.toString(workload.median().toSeconds()));
        command.add(Double.toString(workload.sigma()));
        command.add(Integer.toString(workload.requests()));
        command.add(Integer.toString(workload.slots()));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw new IOException("the sandbox process did not start");
        }
        places = line.split(" ");
    }

    /** What a gateway must know to use it. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Store.settings(places[1]));
        settings.put("vidu.api.base-url", places[0]);
        return settings;
    }

    Ledger ledger() throws IOException {
        try (InputStream page =
                URI.create(places[0] + "/sandbox/ledger").toURL().openStream()) {
            return JSON.readValue(page, Ledger.class);
        }
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
