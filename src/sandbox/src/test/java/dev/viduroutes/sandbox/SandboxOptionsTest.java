package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command line, and starting and stopping. */
class SandboxOptionsTest {

    @Test
    void everyOptionReachesItsSetting() {
        SandboxSettings settings = settings(
                Map.of(),
                "--port=0",
                "--key=k",
                "--scale=7",
                "--limits=5/2m/3",
                "--task-duration=500ms",
                "--task-sigma=0",
                "--result-life=1h",
                "--balance=2.5",
                "--price=0.1,*.1080p=0.2",
                "--price=official.text-to-video.*=0.3",
                "--refunds=NSFW,GENERATION_FAILED",
                "--account=studio=k1 agency=k2,50/30s/4",
                "--account=c=k3,50/30s/4,7.25",
                "--seed=9",
                "--host=localhost",
                "--public-uri=https://s.example",
                "--faults=submit=503x1@0.1,lost@0.2");
        assertThat(settings)
                .isEqualTo(new SandboxSettings(
                        "localhost",
                        0,
                        Set.of("vidu-q3"),
                        7,
                        Duration.ofMillis(500),
                        0,
                        Duration.ofHours(1),
                        List.of(
                                new AccountTerms("default", "k", 5, Duration.ofMinutes(2), 3, 2.5),
                                new AccountTerms("studio", "k1", 5, Duration.ofMinutes(2), 3, 2.5),
                                new AccountTerms("agency", "k2", 50, Duration.ofSeconds(30), 4, 2.5),
                                new AccountTerms("c", "k3", 50, Duration.ofSeconds(30), 4, 7.25)),
                        new Tariff(
                                100_000,
                                Map.of("*.1080p", 200_000L, "official.text-to-video.*", 300_000L),
                                new Refunds(false, Set.of("NSFW", "GENERATION_FAILED"))),
                        9,
                        Map.of(Trigger.parse("submit=503x1"), 0.1, Trigger.parse("lost"), 0.2),
                        Optional.of(URI.create("https://s.example"))));
    }

    @Test
    void theCommandLineWinsOverTheEnvironment() {
        assertThat(settings(Map.of("SANDBOX_SCALE", "3")).timeScale()).isEqualTo(3);
        assertThat(settings(Map.of("SANDBOX_SCALE", "3"), "--scale=4").timeScale())
                .isEqualTo(4);
    }

    @Test
    void emptyVariablesAndAddressesOfKubernetesAreNotValues() {
        Map<String, String> environment = Map.of("SANDBOX_SCALE", "", "SANDBOX_PORT", "tcp://10.0.0.7:8085");
        assertThat(settings(environment)).isEqualTo(settings(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port=99999          | --port: sandbox port is 99999; it must be 0 to 65535
            --port=x              | Invalid value for option '--port': 'x' is not an int
            --scale=0             | --scale: sandbox timeScale is 0.0; it must be above 0, at most 10000
            --scale=NaN           | --scale: sandbox timeScale is NaN; it must be above 0, at most 10000
            --limits=60/60s       | --limits: it is '60/60s'; it must be like 60/60s/10
            --limits=0/60s/10     | --limits: sandbox limits.requests is 0; it must be 1 or more
            --limits=60/0s/10     | --limits: sandbox limits.window is PT0S; it must be above 0, at most 365 days
            --task-duration=90    | --task-duration: 90 is not a duration; write it like 500ms, 90s, 2m or 24h
            --task-sigma=9        | --task-sigma: sandbox sigma is 9.0; it must be 0 to 3
            --result-life=0s      | --result-life: sandbox resultLife is PT0S; it must be above 0, at most 365 days
            --balance=-1          | --balance: sandbox balance is -1.0; it must be 0 to 1000000000 USD
            --price=-1            | --price: sandbox pricePerSecond is -1.0; it must be 0 to 1000000 USD
            --price=*.720p=-1     | --price: sandbox price of *.720p is -1.0; it must be 0 to 1000000 USD
            --price=dear          | --price: it is 'dear'; it must be USD, or mode.resolution=USD
            --price=720p=1        | --price: it is '720p=1'; it must be USD, or mode.resolution=USD
            --price=*.4k=1        | --price: sandbox price is *.4k; it must be mode.resolution or provider.mode.resolution, with a mode of text-to-video, image-to-video, turbo-text-to-video, turbo-image-to-video or *, and a resolution of 540p, 720p, 1080p or *
            --refunds=all!        | --refunds: it is 'all!'; it must be all, none, or codes with commas between
            --account=studio      | --account: it is 'studio'; it must be like agency=key, agency=key,120/60s/20 or agency=key,120/60s/20,50.00
            --account=a=k,1/1s    | --account: it is 'a=k,1/1s'; it must be like agency=key, agency=key,120/60s/20 or agency=key,120/60s/20,50.00
            --account=a b=k       | --account: it is 'a'; it must be like agency=key, agency=key,120/60s/20 or agency=key,120/60s/20,50.00
            --account=ä=k         | --account: sandbox account is ä; it must be 1 to 100 letters, digits, '.', '_' or '-'
            --account=a=sandbox-key | --account: sandbox account apiKey is sandbox-key; it must be another one in each account
            --account=a=k,0/1s/1  | --account: sandbox limits.requests is 0; it must be 1 or more
            --seed=1.5            | Invalid value for option '--seed': '1.5' is not a long
            --faults=submit=503   | --faults: it is 'submit=503'; it must be trigger@share, with a share of 0 to 1
            --faults=lots@0.1     | --faults: trigger is sandbox:lots; no such fault (GET /sandbox lists every trigger)
            --faults=lost@2       | --faults: sandbox faultRate of lost is 2.0; it must be 0 to 1
            --key=                | --key: sandbox apiKey is blank; it must be at least one character
            --public-uri=here     | --public-uri: it is 'here'; it must be an http or https URL
            --s3-port=90000       | --s3-port: it is '90000'; it must be off, or 0 (any) to 65535
            --s3-bucket=Videos    | --s3-bucket: bucket is 'Videos'; it must be 3 to 63 lower-case letters, digits and hyphens
            --speed=20            | Unknown option: '--speed=20'
            -p=1                  | Unknown option: '-p=1'
            now                   | Unmatched argument at index 0: 'now'
            --port                | Missing required parameter for option '--port' (PORT)
            """)
    void aWrongArgumentEndsWithExitCode2AndIsToldWithOptionValueAndRule(String argument, String message) {
        StringWriter err = new StringWriter();
        CommandLine command = SandboxMain.commandLine(Map.of()).setErr(new PrintWriter(err, true));
        assertThat(command.execute(argument)).isEqualTo(2);
        assertThat(err.toString()).startsWith(message + System.lineSeparator()).contains("--help");
    }

    @Test
    void theHelpListsEveryOptionWithItsDefault() {
        String help = SandboxMain.commandLine(Map.of()).getUsageMessage();
        assertThat(help.replaceAll("\\s+", " "))
                .containsSubsequence("--port=PORT", "Default: 8085", "--task-duration=DURATION", "Default: 90s")
                .containsSubsequence("--s3-bucket=", "Default: vidu-sandbox", "--help");
        assertThat(help.lines().filter(line -> line.contains("--"))).hasSizeGreaterThanOrEqualTo(17);
    }

    @Test
    void closingWaitsForNothingAndEndsHeldConnections() throws Exception {
        Sandbox sandbox = Sandbox.builder().start();
        Caller caller = new Caller(sandbox);
        var held = CompletableFuture.runAsync(() -> caller.submit("sandbox:hang"));
        Awaitility.await().until(() -> sandbox.ledger().tasks().size() == 1);
        assertTimeoutPreemptively(Duration.ofSeconds(10), sandbox::close);
        assertThatThrownBy(() -> held.get(60, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
        sandbox.close();
    }

    @Test
    void resultUrlsBeginWithThePublicUri() {
        try (Sandbox sandbox = Sandbox.builder()
                .timeScale(1_000)
                .publicUri(URI.create("https://cdn.example/sub/"))
                .start()) {
            Caller caller = new Caller(sandbox);
            assertThat(caller.results(caller.accepted("sandbox:fast")).get(0))
                    .startsWith("https://cdn.example/sub/results/task_");
        }
    }

    private static SandboxSettings settings(Map<String, String> environment, String... arguments) {
        CommandLine command = SandboxMain.commandLine(environment);
        command.parseArgs(arguments);
        return command.<SandboxMain>getCommand().options().builder().settings();
    }
}
