package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.money.Prices;
import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Outcomes;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.PriceSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes down one request of each sort, as the routes do, for whoever looks at what the system is asked to do for it. */
public final class OutcomeFilesProbe {

    private static final byte[] CONTENT = "{}".getBytes(UTF_8);

    private final Path home;
    private final OutcomeFiles records;
    private final Outcome outcome;

    private OutcomeFilesProbe(Path home) {
        this.home = home;
        Settings settings = TestSettings.with(
                "vidu.intake.file.done-directory", home.resolve("done").toString(),
                "vidu.dead-letter.directory", home.resolve("dead-letter").toString());
        DurableFiles files = new DurableFiles();
        records = new OutcomeFiles(settings, files, new PictureFiles(settings, files));
        Task failed = TestTasks.submitting()
                .failed(new Failure("SAMPLE", "a sample", FailureClass.INPUT, Billing.NONE), TestTasks.THEN);
        outcome = new Outcomes(() -> TestTasks.THEN, new Prices(new PriceSettings("USD", Map.of()))).of(failed);
    }

    /** @param arguments none; the folder to work in is a property */
    public static void main(String[] arguments) throws IOException {
        OutcomeFilesProbe probe = new OutcomeFilesProbe(Path.of(System.getProperty("probe.home")));
        probe.reportFile();
        probe.reportMessage();
        probe.buryFile();
        probe.buryMessage();
        probe.buryStray();
    }

    private void reportFile() throws IOException {
        records.report(Source.ofFile("stored.json", 1), outcome, taken("stored.json"), CONTENT, null);
    }

    private void reportMessage() throws IOException {
        Path message = source("told.json");
        records.report(Source.ofMessage("jms", "told", "told"), outcome, null, CONTENT, null);
        Files.delete(message);
    }

    private void buryFile() throws IOException {
        TakenFile file = taken("refused.json");
        records.deadLetter(
                Source.ofFile("refused.json", 1),
                outcome,
                file,
                null,
                CONTENT,
                new ByteArrayInputStream(CONTENT),
                null);
    }

    private void buryMessage() throws IOException {
        Path message = source("asked.json");
        Source source = Source.ofMessage("jms", "asked", "asked");
        InboundMessage inbound = new InboundMessage(source, "{}", "", Map.of("JMSType", "x"), Map.of());
        records.deadLetter(source, outcome, null, inbound, CONTENT, new ByteArrayInputStream(CONTENT), null);
        Files.delete(message);
    }

    private void buryStray() throws IOException {
        Path stray = Files.createDirectories(home.resolve("inbox/stray.json"));
        records.stray(stray, Source.ofFile("stray.json", 1), outcome);
    }

    private TakenFile taken(String name) throws IOException {
        return new TakenFile(source(name), 1, CONTENT, CONTENT.length);
    }

    /** Stands for where the request came from: what is acknowledged there, is removed here. */
    private Path source(String name) throws IOException {
        return Files.write(Files.createDirectories(home.resolve("inbox")).resolve(name), CONTENT);
    }
}
