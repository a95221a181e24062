package dev.viduroutes.runner;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.SettingsException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runner: the routes in a process of their own, until it is told to stop. */
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;
    private static final String RELEASE = "release";
    private static final String CANCEL = "cancel";
    private static final String PLAN = "plan";
    private static final String BATCH = "batch";
    private static final String COSTS = "costs";
    private static final Set<String> COMMANDS = Set.of("replay", RELEASE, CANCEL, PLAN, BATCH, COSTS);
    private static final Set<String> HELP = Set.of("--help", "-h", "help");
    private static final String USAGE = """
            Usage: java -jar vidu-routes-<version>-runner.jar [COMMAND]

            Without a command it takes requests until it is told to stop. Commands, beside one that runs or not:
              plan FILE                           tell what a batch or a request would cost and what of it is wrong
              costs [--from DAY] [--to DAY] ...   tell what was spent
              cancel ID...                        withdraw requests
              batch list                          tell which batches there are
              batch (pause|resume|withdraw) NAME  hold a batch, or end it early
              replay (--id ID...|--all|...)       put dead letters back
              release                             let submits go on that refusals for content hold back
            Each tells more with --help, its exit codes, too.

            It is set up by environment variables, system properties before -jar, or the file config/application.properties
            of the current folder. At least: VIDU_API_KEY, VIDU_S3_BUCKET.
            Every setting, with default, range and effect: unzip -p <this jar> vidu/application.properties""";

    private Main() {}

    /** @return a runner of the gateway that is not started yet */
    public static org.apache.camel.main.Main runner() {
        return RunnerFactory.gateway();
    }

    /**
     * Takes no arguments, or {@code --help}, or a command and its own; see {@code config/application.properties} for the settings. Ends
     * with 2 if a setting does not allow a start, with 1 if something else does not.
     */
    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        boolean gateway = arguments.isEmpty();
        if (HELP.contains(command)) {
            System.out.println(USAGE);
            System.exit(0);
        } else if (!gateway && !COMMANDS.contains(command)) {
            System.err.println("There is no command " + command + ".");
            System.err.println(USAGE);
            System.exit(WRONG_SETTINGS);
        }
        LogFormat.apply(gateway);
        try {
            System.exit(gateway ? runner().run(args) : run(command, arguments.subList(1, args.length)));
        } catch (Exception failure) {
            System.exit(explain(failure));
        }
    }

    /** @return with what the process ends that does not start for this reason */
    static int explain(Exception failure) {
        return LogFormat.isJson() ? log(failure) : explain("vidu-routes does not start:", failure);
    }

    /** Its report is all that it says, unless something is wrong. */
    private static int run(String command, List<String> arguments) {
        return switch (command) {
            case RELEASE -> ReleaseCommand.run(arguments, RunnerFactory::command, Main::explain);
            case CANCEL -> CancelCommand.run(arguments, RunnerFactory::command, Main::explain);
            case PLAN -> PlanCommand.run(arguments, RunnerFactory::command, Main::explain);
            case COSTS -> CostsCommand.run(arguments, RunnerFactory::reader, Main::explain);
            case BATCH -> BatchCommand.run(arguments, RunnerFactory::command, Main::explain);
            default -> ReplayCommand.run(arguments, RunnerFactory::command, Main::explain);
        };
    }

    /** A reader of JSON finds the last words as JSON, too. */
    private static int log(Exception failure) {
        // Who calls may be earlier than main.
        LogFormat.apply(true);
        log().error("vidu-routes does not start: {}", lastWords(failure));
        return exitCode(failure);
    }

    private static int explain(String what, Exception failure) {
        log().debug(what, failure);
        System.err.println(what);
        System.err.println(lastWords(failure));
        return exitCode(failure);
    }

    private static int exitCode(Exception failure) {
        return isOfSettings(failure) ? WRONG_SETTINGS : FAILED;
    }

    private static boolean isOfSettings(Throwable failure) {
        return ObjectHelper.getException(SettingsException.class, failure) != null;
    }

    /** The journal's own message names setting and remedy; what it wraps, the driver's, does not. */
    static String lastWords(Throwable failure) {
        if (isOfSettings(failure)) {
            return ObjectHelper.getException(SettingsException.class, failure).getMessage();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return ErrorText.withoutSecrets(String.valueOf(cause.getMessage()));
            }
        }
        return ErrorText.ofRootCause(failure);
    }

    /** Asked for late: where logs go depends on what is run. */
    private static Logger log() {
        return LoggerFactory.getLogger("vidu");
    }
}
