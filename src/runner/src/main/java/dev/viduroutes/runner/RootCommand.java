package dev.viduroutes.runner;

import picocli.CommandLine.Command;

/** What the runner tells about itself; what it does is up to its commands. */
@Command(
        name = RootCommand.NAME,
        customSynopsis = RootCommand.NAME + " [COMMAND]",
        descriptionHeading = "%n",
        description = {
            "Without a command it takes requests until it is told to stop. Commands, beside one that runs or not:"
        },
        commandListHeading = "",
        footer = {
            "",
            "Each tells more with --help, its exit codes, too.",
            "",
            "It is set up by environment variables, system properties before -jar, or config/application.properties of this folder.",
            "At least: VIDU_API_KEY, VIDU_S3_BUCKET.",
            "Every setting, with default, range and effect: unzip -p <this jar> vidu/application.properties"
        })
final class RootCommand {

    /** How it is called, for people who read help. */
    static final String NAME = "java -jar vidu-routes-<version>-runner.jar";
}
