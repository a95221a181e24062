package dev.viduroutes.crash;

import dev.viduroutes.sandbox.SandboxBuilder;
import dev.viduroutes.settings.PriceSettings;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What a second of video costs in these tests, for the gateway and for the sandbox: for each mode and resolution something else. */
final class TestPrices {

    /** What a request means that names none, for the gateway as for the sandbox. */
    private static final String RESOLUTION = "720p";

    private TestPrices() {}

    static SandboxBuilder set(SandboxBuilder sandbox) {
        for (String mode : PriceSettings.MODES) {
            for (String resolution : PriceSettings.RESOLUTIONS) {
                sandbox.price(mode, resolution, price(mode, resolution).doubleValue());
            }
        }
        return sandbox;
    }

    /** As an operator sets them. */
    static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Map.of("VIDU_DEFAULTS_RESOLUTION", RESOLUTION));
        for (String mode : PriceSettings.MODES) {
            for (String resolution : PriceSettings.RESOLUTIONS) {
                String key = "VIDU_PRICE_" + mode.replace('-', '_').toUpperCase(Locale.ROOT) + "_"
                        + resolution.toUpperCase(Locale.ROOT);
                environment.put(key, price(mode, resolution).toPlainString());
            }
        }
        return environment;
    }

    /** With digits down to the millionth, which no sum in floating point keeps. */
    private static BigDecimal price(String mode, String resolution) {
        int place = PriceSettings.MODES.indexOf(mode) * PriceSettings.RESOLUTIONS.size()
                + PriceSettings.RESOLUTIONS.indexOf(resolution);
        return BigDecimal.valueOf(50_001L + 13_007L * place, 6);
    }
}
