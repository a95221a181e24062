package dev.viduroutes.console;

import dev.viduroutes.settings.Settings;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.support.LifecycleStrategySupport;

/** Starts the console with its context, however often that starts; nothing of it is loaded if no port is set. */
final class ConsoleLifecycle extends LifecycleStrategySupport {

    private final Optional<Consumer<String>> terminal;
    private Optional<AutoCloseable> running = Optional.empty();

    ConsoleLifecycle(Optional<Consumer<String>> terminal) {
        this.terminal = terminal;
    }

    /** Whatever order things were added in: the routes have their settings and beans by now. */
    @Override
    public void onContextStarting(CamelContext context) throws VetoCamelContextStartException {
        Settings settings = context.getRegistry().lookupByNameAndType("viduSettings", Settings.class);
        if (settings != null && settings.console().isServed()) {
            try {
                running = Optional.of(ConsoleServer.start(context, settings, terminal));
            } catch (RuntimeException refused) {
                throw new VetoCamelContextStartException("the console can't be served", refused, context);
            }
        }
    }

    @Override
    public void onContextStopping(CamelContext context) {
        running.ifPresent(ConsoleLifecycle::close);
        running = Optional.empty();
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception failed) {
            throw new IllegalStateException("the console does not end", failed);
        }
    }
}
