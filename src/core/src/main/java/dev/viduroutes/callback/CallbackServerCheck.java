package dev.viduroutes.callback;

import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.support.LifecycleStrategySupport;

/** In callback mode somebody must listen. Camel's own complaint would name neither the setting nor what to add. */
public final class CallbackServerCheck extends LifecycleStrategySupport {

    private static final String HTTP = "org.apache.camel.component.platform.http.";
    private static final String ADVICE = "; it needs an HTTP server in this context: ";

    private CallbackServerCheck() {}

    /**
     * Does nothing unless in callback mode.
     *
     * @throws SettingsException if the context can't have an HTTP server; if it has none, the start fails with one
     */
    public static void addTo(CamelContext context, Settings settings) {
        if (!settings.api().callbacks()) {
            return;
        }
        if (isMissing(context, "PlatformHttpComponent")) {
            throw refusal("add camel-platform-http-starter on Spring Boot, or camel-platform-http-main elsewhere");
        }
        context.addLifecycleStrategy(new CallbackServerCheck());
    }

    @Override
    public void onContextInitializing(CamelContext context) throws VetoCamelContextStartException {
        boolean engine = Stream.of("spi.PlatformHttpEngine", "vertx.VertxPlatformHttpRouter")
                .anyMatch(type -> hasBean(context, type));
        boolean server = Stream.of("vertx.VertxPlatformHttpServer", "main.MainHttpServer")
                .anyMatch(type -> hasService(context, type));
        if (!engine && !server && !isMissing(context, "vertx.VertxPlatformHttpEngine")) {
            throw new VetoCamelContextStartException(
                    "callbacks can't come in",
                    refusal("CallbackServer.addTo(context, ViduRoutes.prepare(context)) before the start adds one,"
                            + " camel.server.enabled=true on camel-main"),
                    context);
        }
    }

    private static boolean hasBean(CamelContext context, String type) {
        Class<?> known = context.getClassResolver().resolveClass(HTTP + type);
        return known != null && !context.getRegistry().findByType(known).isEmpty();
    }

    private static boolean hasService(CamelContext context, String type) {
        Class<?> known = context.getClassResolver().resolveClass(HTTP + type);
        return known != null && context.hasService(known) != null;
    }

    private static boolean isMissing(CamelContext context, String type) {
        return context.getClassResolver().resolveClass(HTTP + type) == null;
    }

    private static SettingsException refusal(String advice) {
        return new SettingsException(List.of("vidu.api.mode is callback" + ADVICE + advice));
    }
}
