package dev.viduroutes.runner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.StartChecks;
import dev.viduroutes.check.Check;
import dev.viduroutes.check.CheckResult;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.EnvironmentVariables;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check}: tells whether the gateway would work, without taking requests and without paying. */
@Command(
        name = "check",
        description = {
            "Tells whether it would work, without paying: a line for each thing, with what to do.",
            "",
            "Looks at settings, the key of each account and what it holds, the bucket, the journal, folders and their disks, the clock,"
                    + " the proxy, and each broker that is enabled. Nothing is submitted, made or taken; the small object that the"
                    + " gateway writes before its first submit is written to the bucket, over the one of before. Each account is"
                    + " asked for its balance, a call beside those of a gateway that runs."
        },
        exitCodeList = {
            "0:it would work; look at the warnings",
            "1:something would not",
            "2:wrong arguments or settings"
        })
final class CheckCommand extends RunnerCommand {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SETTINGS = "settings";
    private static final int LONGEST_TEXT = 1_000;
    private static final int WRONG_SETTINGS = 2;

    @Option(
            names = "--callback",
            description =
                    "Also call vidu.callback.public-url, as the API would; without a gateway that runs, this listens on its port.")
    private boolean callback;

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;
    private final InstantSource clock;
    private boolean wrongSettings;

    /** @param clock of this machine */
    CheckCommand(CommandContext.Opener opener, InstantSource clock) {
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    String failureHeadline() {
        return "The check failed itself:";
    }

    @Override
    public Integer call() throws Exception {
        List<CheckRun.Finding> findings = findings();
        boolean works = findings.stream().noneMatch(one -> one.result().level() == CheckResult.Level.FAILED);
        if (json.isSet()) {
            JsonOption.print(out(), json(findings, works));
        } else {
            tell(findings);
        }
        return works ? 0 : wrongSettings ? WRONG_SETTINGS : 1;
    }

    private List<CheckRun.Finding> findings() throws Exception {
        List<CheckRun.Finding> findings = new ArrayList<>();
        try (CommandContext context = opener.open()) {
            context.camel().start();
            addSettings(context, findings);
            addRest(context, findings);
        } catch (SettingsException refused) {
            wrongSettings = true;
            refused.getMessage().lines().forEach(line -> findings.add(finding(CheckResult.failed(line))));
        }
        return findings;
    }

    private void addRest(CommandContext context, List<CheckRun.Finding> findings) throws Exception {
        try (StartChecks checks = new StartChecks(context.camel(), clock)) {
            List<Check> all = checks.all(callback);
            try (CommandProgress progress = CommandProgress.of("check", all.size())) {
                findings.addAll(new CheckRun(PATIENCE, progress::step).run(all));
            }
        }
    }

    private static void addSettings(CommandContext context, List<CheckRun.Finding> findings) {
        UnknownSettings.of(
                        context.settings().keys(),
                        ApplicationPropertiesFile.of(context.camel()).keys(),
                        System.getProperties().stringPropertyNames(),
                        EnvironmentVariables.ofProcess().names())
                .forEach((name, meant) -> findings.add(
                        finding(CheckResult.warning(name + " is set, and no setting of this version; " + meant))));
        findings.add(finding(CheckResult.ok("none is wrong; the rest is tried with them")));
    }

    private static CheckRun.Finding finding(CheckResult result) {
        return new CheckRun.Finding(SETTINGS, result);
    }

    private void tell(List<CheckRun.Finding> findings) {
        PrintWriter out = out();
        int width =
                findings.stream().mapToInt(one -> one.check().length()).max().orElse(1);
        findings.forEach(one -> out.printf(
                Locale.ROOT,
                "%-7s  %-" + width + "s  %s%n",
                level(one),
                one.check(),
                SanitizedText.of(one.result().text(), LONGEST_TEXT)));
        long broken = count(findings, CheckResult.Level.FAILED);
        long doubtful = count(findings, CheckResult.Level.WARNING);
        out.println((broken == 0 ? "It would work" : "It would not work: " + broken + " failed")
                + (doubtful == 0 ? "" : "; warnings: " + doubtful));
    }

    private static String level(CheckRun.Finding one) {
        CheckResult.Level level = one.result().level();
        return level == CheckResult.Level.FAILED ? level.name() : level.name().toLowerCase(Locale.ROOT);
    }

    private static long count(List<CheckRun.Finding> findings, CheckResult.Level level) {
        return findings.stream().filter(one -> one.result().level() == level).count();
    }

    private static ObjectNode json(List<CheckRun.Finding> findings, boolean works) throws IOException {
        ObjectNode json = JsonOption.object().put("works", works);
        ArrayNode checks = json.putArray("checks");
        findings.forEach(one -> checks.addObject()
                .put("check", one.check())
                .put("level", one.result().level().name())
                .put("message", SanitizedText.of(one.result().text(), LONGEST_TEXT)));
        return json;
    }
}
