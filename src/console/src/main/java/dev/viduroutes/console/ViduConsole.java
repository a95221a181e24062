package dev.viduroutes.console;

import dev.viduroutes.PublicApi;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;

/**
 * Puts the console into a Camel context that has the routes: {@code ViduConsole.addTo(context)}, or as a {@link RoutesBuilder}
 * wherever Camel takes one. It listens once the context starts, if {@code vidu.console.port} is set, and ends with it.
 */
@PublicApi
public final class ViduConsole implements RoutesBuilder {

    /** Adds the console; the settings are those of the routes. */
    public static void addTo(CamelContext context) {
        add(context, Optional.empty());
    }

    /**
     * Like {@link #addTo(CamelContext)}, for a program that a person has started on a terminal.
     *
     * @param terminal is told the address; if {@code vidu.console.token} is not set, a token is made and stands in it
     */
    public static void addTo(CamelContext context, Consumer<String> terminal) {
        add(context, Optional.of(terminal));
    }

    private static void add(CamelContext context, Optional<Consumer<String>> terminal) {
        if (context.getLifecycleStrategies().stream().noneMatch(ConsoleLifecycle.class::isInstance)) {
            context.addLifecycleStrategy(new ConsoleLifecycle(terminal));
        }
    }

    @Override
    public void addRoutesToCamelContext(CamelContext context) {
        addTo(context);
    }

    @Override
    public Set<String> updateRoutesToCamelContext(CamelContext context) {
        addTo(context);
        return Set.of();
    }

    /** There are none. */
    @Override
    public void addTemplatedRoutesToCamelContext(CamelContext context) {}
}
