package dev.viduroutes.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link SandboxHost}, so that neither its memory nor its work counts as the gateway's. */
final class RemoteSandbox implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HostProcess process;
    private final String[] places;

    RemoteSandbox(Workload workload) throws IOException {
        process = new HostProcess(
                SandboxHost.class,
                List.of(
                        Long.toString(workload.median().toSeconds()),
                        Double.toString(workload.sigma()),
                        Double.toString(workload.scale()),
                        Integer.toString(workload.requests()),
                        Integer.toString(workload.slots())));
        places = process.line().split(" ");
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
        process.close();
    }
}
