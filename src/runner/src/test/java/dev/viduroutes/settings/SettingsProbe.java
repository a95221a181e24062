package dev.viduroutes.settings;

import org.apache.camel.main.Main;

/** What the runner makes of its environment, printed instead of run: for tests that start a process of their own. */
public final class SettingsProbe {

    private SettingsProbe() {}

    public static void main(String[] args) throws Exception {
        Main runner = dev.viduroutes.runner.Main.runner();
        runner.configure().setAutoStartup(false);
        runner.init();
        Settings settings = runner.getCamelContext().getRegistry().lookupByNameAndType("viduSettings", Settings.class);
        System.out.println("PROBE "
                + String.join(
                        " ",
                        settings.api().key().value(),
                        settings.api().baseUrl().toString(),
                        settings.s3().endpoint().orElseThrow().toString(),
                        settings.s3().bucket(),
                        settings.s3().region(),
                        Integer.toString(settings.process().threads()),
                        settings.places().tmp().toString(),
                        settings.api().model()));
        System.exit(0);
    }
}
