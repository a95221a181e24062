package dev.viduroutes;

import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.CamelContext;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.util.ObjectHelper;

/** The runner: the routes in a process of their own, until it is told to stop. */
public final class Main {

    private static final int WRONG_SETTINGS = 2;
    private static final String OWN_SETTINGS = "file:config/application.properties;optional=true";

    private Main() {}

    /** Takes no arguments; see {@code config/application.properties} for the settings. */
    public static void main(String[] args) throws Exception {
        try {
            System.exit(runner().run(args));
        } catch (Exception failure) {
            Throwable settings = ObjectHelper.getException(SettingsException.class, failure);
            if (settings == null) {
                throw failure;
            }
            System.err.println("vidu-routes does not start:");
            System.err.println(settings.getMessage());
            System.exit(WRONG_SETTINGS);
        }
    }

    /** @return a runner that is not started yet */
    public static org.apache.camel.main.Main runner() {
        org.apache.camel.main.Main main = new org.apache.camel.main.Main();
        main.setPropertyPlaceholderLocations(OWN_SETTINGS);
        main.configure().setName("vidu-routes");
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.configure().setRoutesIncludePattern(ViduRoutes.ROUTES);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport runner) {
                prepare(runner.getCamelContext());
            }
        });
        return main;
    }

    private static void prepare(CamelContext context) {
        try {
            Settings settings = ViduRoutes.prepare(context);
            context.getShutdownStrategy()
                    .setTimeout(settings.process().shutdownTimeout().toSeconds());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
