package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.viduroutes.sandbox.SandboxOptions.WrongOption;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.ValueSource;

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
                "--price=0.1",
                "--seed=9",
                "--host=localhost",
                "--public-uri=https://s.example",
                "--faults=submit=503x1@0.1,lost@0.2");
        assertThat(settings)
                .isEqualTo(new SandboxSettings(
                        "localhost",
                        0,
                        "k",
                        Set.of("vidu-q3"),
                        7,
                        Duration.ofMillis(500),
                        0,
                        5,
                        Duration.ofMinutes(2),
                        3,
                        Duration.ofHours(1),
                        2.5,
                        0.1,
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port=99999",
                "--port=x",
                "--scale=0",
                "--scale=NaN",
                "--limits=60/60s",
                "--limits=0/60s/10",
                "--limits=60/0s/10",
                "--task-duration=90",
                "--task-sigma=9",
                "--result-life=0s",
                "--balance=-1",
                "--price=-1",
                "--seed=1.5",
                "--faults=submit=503",
                "--faults=lots@0.1",
                "--faults=lost@2",
                "--key=",
                "--public-uri=here"
            })
    void aWrongValueIsRefusedWithOptionValueAndRule(String argument) {
        String[] parts = argument.split("=", 2);
        WrongOption wrong = catchThrowableOfType(WrongOption.class, () -> settings(Map.of(), argument));
        assertThat(wrong).hasMessageStartingWith(parts[0] + " is " + parts[1] + "; it must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--speed=20", "--port", "8085", "-p=1"})
    void anUnknownOptionIsRefused(String argument) {
        assertThatThrownBy(() -> settings(Map.of(), argument)).hasMessageContaining(argument + " is not an option");
    }

    @Test
    void theHelpListsEveryOption() {
        for (SandboxOption option : SandboxOption.values()) {
            assertThat(SandboxOptions.help()).contains(option.flag() + "=");
        }
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
        return SandboxOptions.parse(List.of(arguments), environment).toBuilder().settings();
    }
}
