package dev.viduroutes.runner;

import picocli.CommandLine.Option;

/** Every command has it. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This.")
    private boolean help;
}
