package dev.viduroutes.bench;

import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** This product: all requests are handed over at once and wait inside for a permit. */
final class GatewayCase implements Case {

    private final String mode;
    private final Store store;

    /** @param mode polling or callback */
    GatewayCase(String mode, Store store) {
        this.mode = mode;
        this.store = store;
    }

    @Override
    public String name() {
        return mode;
    }

    @Override
    public void run(URI api, Workload workload) throws Exception {
        Map<String, String> settings = new HashMap<>(Gateway.pace(workload));
        settings.putAll(mode(mode));
        settings.putAll(store.settings());
        settings.put("vidu.api.base-url", api.toString());
        try (Gateway gateway = start(settings)) {
            for (int number = 0; number < workload.tasks(); number++) {
                gateway.send(number, Workload.prompt(number));
            }
            gateway.await(workload.deadline());
        }
    }

    /** How the ends of tasks are learned; with callbacks, on a port that is free now. */
    static Map<String, String> mode(String mode) throws IOException {
        if (!mode.equals("callback")) {
            return Map.of("vidu.api.mode", mode);
        }
        int port = FreePort.next();
        return Map.of(
                "vidu.api.mode",
                mode,
                "vidu.callback.public-url",
                "http://127.0.0.1:" + port,
                "vidu.callback.port",
                Integer.toString(port),
                "vidu.callback.secret",
                "secret-of-this-benchmark-0123456789");
    }

    /** @throws NotAvailable if the settings are refused */
    static Gateway start(Map<String, String> settings) throws Exception {
        try {
            return new Gateway(settings);
        } catch (Exception failure) {
            throw Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                    .filter(SettingsException.class::isInstance)
                    .findFirst()
                    .<Exception>map(refused -> new NotAvailable(refused.getMessage()))
                    .orElse(failure);
        }
    }
}
