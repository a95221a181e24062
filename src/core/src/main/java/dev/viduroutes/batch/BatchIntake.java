package dev.viduroutes.batch;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.intake.InFlightFiles;
import dev.viduroutes.intake.OutcomeFiles;
import dev.viduroutes.intake.StrayInboxEntries;
import dev.viduroutes.settings.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** Which files of the intake folder are batches, and how many of them are under way. */
public final class BatchIntake {

    private static final List<String> ENDINGS = BatchFormat.endings();

    private static final List<String> ALL_ENDINGS =
            Stream.concat(Stream.of(".json"), ENDINGS.stream()).toList();

    private BatchIntake() {}

    /** Batches from the folder that the settings name. */
    public static InFlightFiles files(Settings settings, DurableFiles files, InstantSource clock, Batches batches) {
        return files(settings.intake().inbox(), settings, files, clock, batches);
    }

    /** Batches from the folder of urgent requests, beside what the other one has under way. */
    public static InFlightFiles urgentFiles(
            Settings settings, DurableFiles files, InstantSource clock, Batches batches) {
        return files(settings.intake().urgent(), settings, files, clock, batches);
    }

    /** What lies in that folder and is no file, called like a request or a batch. */
    public static StrayInboxEntries strays(Settings settings, OutcomeFiles outcomeFiles) {
        return new StrayInboxEntries(settings, outcomeFiles, ALL_ENDINGS);
    }

    /** The same in the folder of urgent requests. */
    public static StrayInboxEntries urgentStrays(Settings settings, OutcomeFiles outcomeFiles) {
        return StrayInboxEntries.ofUrgent(settings, outcomeFiles, ALL_ENDINGS);
    }

    private static InFlightFiles files(
            Path folder, Settings settings, DurableFiles files, InstantSource clock, Batches batches) {
        return InFlightFiles.ofBatches(
                folder, ENDINGS, settings.batches().concurrent(), settings, files, clock, batches::isPaused);
    }
}
