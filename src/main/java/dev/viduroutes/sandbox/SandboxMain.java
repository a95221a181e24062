package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.SandboxOptions.WrongOption;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Runs the sandbox alone, until it is stopped. {@code --help} lists the options; a wrong one ends with exit code 2. */
public final class SandboxMain {

    private static final int WRONG_USAGE = 2;

    private SandboxMain() {}

    /** Starts what the options say. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.print(SandboxOptions.help());
            return;
        }
        try (Sandbox sandbox = start(given, System.getenv())) {
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            Thread.currentThread().join();
        } catch (WrongOption | UncheckedIOException cannotStart) {
            System.err.println(cannotStart.getMessage());
            System.exit(WRONG_USAGE);
        }
    }

    private static Sandbox start(List<String> arguments, Map<String, String> environment) {
        SandboxOptions options = SandboxOptions.parse(arguments, environment);
        // The S3 server that the videos go to starts here as well.
        Sandbox sandbox = options.toBuilder().clips(new ClipStudio()).start();
        System.out.printf(
                "Sandbox of the APIXO API%n  listens at  %s%n  API key     %s%n  ledger      %s/sandbox/ledger%n"
                        + "  triggers    %s/sandbox%n",
                sandbox.baseUri(), options.value(SandboxOption.KEY), sandbox.baseUri(), sandbox.baseUri());
        return sandbox;
    }
}
