package dev.viduroutes.runner;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/**
 * What all health checks together say.
 *
 * @param up whether all is well
 */
record HealthReport(boolean up, Collection<HealthCheck.Result> checks) {

    private static final String FULL = "full";

    /** @param path which of the checks: those of {@code /ready}, {@code /live}, or all */
    static HealthReport of(CamelContext context, String path) {
        boolean live = path.endsWith("/live");
        Collection<HealthCheck.Result> checks = live
                ? HealthCheckHelper.invokeLiveness(context, FULL)
                : path.endsWith("/ready")
                        ? HealthCheckHelper.invokeReadiness(context, FULL)
                        : HealthCheckHelper.invoke(context, FULL);
        return new HealthReport(HealthCheckHelper.isResultsUp(checks, !live), checks);
    }

    /** For anybody: names nothing. */
    JsonObject summary() {
        return new JsonObject().put("status", up ? "UP" : "DOWN");
    }

    /** With each check, but for Camel's of routes that run, which are dozens. */
    JsonObject details() {
        JsonArray all = new JsonArray();
        checks.stream()
                .filter(check -> !isOfARunningRoute(check))
                .map(HealthReport::json)
                .forEach(all::add);
        return summary().put("checks", all);
    }

    private static boolean isOfARunningRoute(HealthCheck.Result check) {
        return check.getCheck().getId().startsWith("route:") && check.getState() == HealthCheck.State.UP;
    }

    private static JsonObject json(HealthCheck.Result check) {
        JsonObject data = new JsonObject();
        check.getDetails().forEach((name, value) -> {
            if (!HealthCheckHelper.isReservedKey(name)) {
                data.put(name, value instanceof Number || value instanceof Boolean ? value : String.valueOf(value));
            }
        });
        JsonObject json = new JsonObject()
                .put("name", check.getCheck().getId())
                .put("status", check.getState().name());
        check.getMessage().ifPresent(message -> json.put("message", message));
        return json.put("data", data);
    }
}
