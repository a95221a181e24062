package dev.viduroutes.runner;

import dev.viduroutes.RouteFiles;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Camel's runner, set up for the routes; not started yet. */
final class RunnerFactory {

    private RunnerFactory() {}

    /** @return one that takes requests */
    static Main gateway() {
        Main main = bare(RouteFiles.all());
        main.addMainListener(new RunnerLifecycle());
        return main;
    }

    /** @return one that takes no requests, for a command */
    static Main command() {
        Main main = bare(RouteFiles.commands());
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport runner) {
                ApplicationPropertiesFile.of(runner.getCamelContext()).prepare(runner.getCamelContext());
            }
        });
        return main;
    }

    /** @return one that has the settings and nothing else: nothing is opened or made */
    static Main reader() {
        Main main = bare("false");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport runner) {
                ApplicationPropertiesFile.of(runner.getCamelContext()).read(runner.getCamelContext());
            }
        });
        return main;
    }

    private static Main bare(String routes) {
        LibraryProperties.calm();
        LogSecretMask.hide();
        Main main = new Main();
        // Camel would take its bytes for ISO-8859-1, and write every key that it finds into the log.
        main.setPropertyPlaceholderLocations("false");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport runner) {
                ApplicationPropertiesFile.addTo(runner.getCamelContext());
            }
        });
        main.addInitialProperty("camel.main.name", "vidu-routes");
        main.configure().setStartupSummaryLevel(StartupSummaryLevel.Off);
        main.configure().setRoutesIncludePattern(routes);
        return main;
    }
}
