package dev.viduroutes.runner;

import dev.viduroutes.moderation.ModerationBreaker;
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
        ModerationBreaker breaker =
                context.getRegistry().lookupByNameAndType("viduModeration", ModerationBreaker.class);
        ModerationStatus status = breaker.status();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .up()
                .detail("held", breaker.holds())
                .detail("refusals", status.count());
        status.heldSince().ifPresent(since -> result.detail("since", since.toString()));
        return result.build();
    }
}
