package dev.viduroutes.runner;

import dev.viduroutes.RouteFiles;
import dev.viduroutes.ViduRoutes;
import java.util.Map;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Camel's runner, set up for the routes; not started yet. */
final class Runners {

    /** Whoever embeds the routes has sources of their own; the runner has this one. */
    static final Map<String, String> DEFAULTS = Map.of("vidu.intake.file.enabled", "true");

    private static final String OWN_SETTINGS = "file:config/application.properties;optional=true";

    private Runners() {}

    /** @return one that takes requests */
    static Main gateway() {
        Main main = bare(RouteFiles.all());
        main.addMainListener(new GatewayLife());
        return main;
    }

    /** @return one that takes no requests, for a command */
    static Main command() {
        Main main = bare(RouteFiles.commands());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport runner) {
                ViduRoutes.prepare(runner.getCamelContext(), DEFAULTS);
            }
        });
        return main;
    }

    private static Main bare(String routes) {
        Main main = new Main();
        main.setPropertyPlaceholderLocations(OWN_SETTINGS);
        main.addInitialProperty("camel.main.name", "vidu-routes");
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.configure().setRoutesIncludePattern(routes);
        return main;
    }
}
