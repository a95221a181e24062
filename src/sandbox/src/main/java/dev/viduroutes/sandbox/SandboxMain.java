package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.SandboxOptions.WrongOption;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs the sandbox alone, until it is stopped. {@code --help} lists the options; a wrong one ends with exit code 2. */
public final class SandboxMain {

    private static final int WRONG_USAGE = 2;

    private SandboxMain() {}

    /** Starts what the options say: the API, and the S3 server that its videos can go to. */
    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("logback.configurationFile", "logback-sandbox.xml");
        List<String> given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.print(SandboxOptions.help());
            return;
        }
        try {
            run(SandboxOptions.parse(given, System.getenv()));
        } catch (WrongOption | UncheckedIOException | IllegalStateException cannotStart) {
            System.err.println(cannotStart.getMessage());
            System.exit(WRONG_USAGE);
        }
    }

    private static void run(SandboxOptions options) throws InterruptedException {
        Sandbox api = options.toBuilder().start();
        Optional<SandboxS3> s3 = options.startS3();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            api.close();
            s3.ifPresent(SandboxS3::close);
        }));
        System.out.printf(
                Locale.ROOT,
                "Sandbox of the APIXO API%n  listens at  %s%n  API key     %s%n  ledger      %s/sandbox/ledger%n"
                        + "  triggers    %s/sandbox%n",
                api.baseUri(),
                options.value(SandboxOption.KEY),
                api.baseUri(),
                api.baseUri());
        s3.ifPresent(server -> System.out.printf(
                Locale.ROOT,
                "  S3 server   %s   bucket %s   files in %s%n",
                server.endpoint(),
                server.bucket(),
                server.folder()));
        Thread.currentThread().join();
    }
}
