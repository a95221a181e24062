package dev.viduroutes.runner;

import dev.viduroutes.settings.Settings;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** A Camel context with the gateway's settings, for as long as a command takes. */
final class CommandContext implements AutoCloseable {

    private final Main main;

    private CommandContext(Main main) {
        this.main = main;
    }

    /** Opens it for one command. */
    interface Opener {
        CommandContext open() throws Exception;
    }

    /**
     * @param main from {@link RunnerFactory#command}: with the gateway's beans, so the journal is opened
     * @throws dev.viduroutes.settings.SettingsException if a setting does not allow it
     */
    static CommandContext withBeans(Main main) throws Exception {
        return begun(main, main::start);
    }

    /**
     * @param main from {@link RunnerFactory#reader}: with the settings alone, so nothing is opened or made
     * @throws dev.viduroutes.settings.SettingsException if a setting does not allow it
     */
    static CommandContext withSettings(Main main) throws Exception {
        return begun(main, main::init);
    }

    private interface Beginning {
        void run() throws Exception;
    }

    private static CommandContext begun(Main main, Beginning beginning) throws Exception {
        CommandContext context = new CommandContext(main);
        try {
            beginning.run();
            return context;
        } catch (Exception | Error failed) {
            context.close();
            throw failed;
        }
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    Settings settings() {
        return Settings.of(camel());
    }

    <T> T bean(String name, Class<T> type) {
        return camel().getRegistry().lookupByNameAndType(name, type);
    }

    @Override
    public void close() {
        main.stop();
    }
}
