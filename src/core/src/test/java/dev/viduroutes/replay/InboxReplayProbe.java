package dev.viduroutes.replay;

import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a dead letter back into the intake folder, for whoever looks at what the system is asked to do for it. */
public final class InboxReplayProbe {

    private static final String REASON = """
            {"request_id": "again", "state": "FAILED", "source": {"kind": "file", "name": "again.json", "stamp": "1"},
             "timings": {"settled_at": "2026-01-01T00:00:00Z"}}""";

    private InboxReplayProbe() {}

    /** @param arguments none; the folder to work in is a property */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("probe.home"));
        Path deadLetters = Files.createDirectories(home.resolve("dead-letter"));
        Path inbox = Files.createDirectories(home.resolve("inbox"));
        Files.writeString(deadLetters.resolve("again.json"), "{}");
        Files.writeString(deadLetters.resolve("again.json.reason.json"), REASON);
        Settings settings =
                TestSettings.with("vidu.intake.file.directory", inbox.toString(), "vidu.intake.file.enabled", "true");
        DeadLetterFolder store = new DeadLetterFolder(deadLetters, 1_000);

        store.putBack(
                CollectingVisitor.all(store).get(0),
                new InboxReplayTarget(settings.intake(), settings.places().deadLetters()));
    }
}
