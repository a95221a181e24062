package dev.viduroutes.runner;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.SettingsException;
import java.io.PrintWriter;
import java.sql.SQLException;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runner: the routes in a process of their own, until it is told to stop; or a command beside it. */
public final class Main {

    private static final int FAILED = 1;
    private static final int WRONG_SETTINGS = 2;
    private static final String RUN = "run";

    private Main() {}

    /** @return a runner of the gateway that is not started yet */
    public static org.apache.camel.main.Main runner() {
        return RunnerFactory.gateway();
    }

    /**
     * Takes no arguments, or a command and its own, as {@code --help} tells; see {@code config/application.properties} for the settings.
     * Ends with 2 if a setting does not allow a start, with 1 if something else does not.
     */
    public static void main(String[] args) {
        boolean gateway = args.length == 0 || args[0].equals(RUN);
        LogFormat.apply(gateway ? "" : args[0]);
        // The gateway's start does not wait for the classes of commands.
        System.exit(
                gateway && args.length <= 1 ? run() : CommandTree.ofProcess().execute(args));
    }

    /** @return with what the process ends, once it was told to stop or did not start */
    static int run() {
        try {
            return runner().run(new String[0]);
        } catch (Exception failure) {
            return explain(failure);
        }
    }

    /** @return with what the process ends that does not start for this reason */
    static int explain(Exception failure) {
        return LogFormat.isJson()
                ? log(failure)
                : explain(new PrintWriter(System.err, true), "vidu-routes does not start:", failure);
    }

    /** A reader of JSON finds the last words as JSON, too. */
    private static int log(Exception failure) {
        // Who calls may be earlier than main.
        LogFormat.apply("");
        log().error("vidu-routes does not start: {}", lastWords(failure));
        return exitCode(failure);
    }

    /** @return the exit code of what failed for this reason, which is told */
    static int explain(PrintWriter err, String what, Exception failure) {
        log().debug(what, failure);
        err.println(what);
        err.println(lastWords(failure));
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
