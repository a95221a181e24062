package dev.viduroutes.runner;

import dev.viduroutes.moderation.ModerationBreakers;
import dev.viduroutes.moderation.ModerationStatus;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;

/** Shows whether refusals for content hold submits back. The process works all the same: to start it again changes nothing. */
final class ModerationHealthCheck implements HealthCheck {

    private final CamelContext context;

    private ModerationHealthCheck(CamelContext context) {
        this.context = context;
    }

    /** Does nothing where health is not served. */
    static void addTo(CamelContext context) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null) {
            checks.register(new ModerationHealthCheck(context));
        }
    }

    @Override
    public String getId() {
        return "vidu-moderation";
    }

    @Override
    public String getGroup() {
        return "vidu";
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public void setEnabled(boolean enabled) {
        // It only shows something.
    }

    @Override
    public Result call(Map<String, Object> options) {
        ModerationBreakers breakers =
                context.getRegistry().lookupByNameAndType("viduModeration", ModerationBreakers.class);
        ModerationStatus status = breakers.status();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .up()
                .detail("held", breakers.holds())
                .detail("refusals", status.count());
        if (breakers.all().size() > 1) {
            breakers.all().forEach((account, breaker) -> result.detail("held." + account, breaker.holds()));
        }
        status.heldSince().ifPresent(since -> result.detail("since", since.toString()));
        return result.build();
    }
}
