package dev.viduroutes.intake;

import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.outage.IntakeWatchdogs;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/**
 * Checks before each poll that request files can be taken from their folder: Camel's consumer takes a folder that is gone, or that it may not
 * list, for an empty one.
 */
public final class InboxPollStrategy extends DefaultPollingConsumerPollStrategy {

    private static final String SETTING = "vidu.intake.file.directory";

    private final Path folder;
    private final IntakeWatchdog watch;

    private InboxPollStrategy(Path folder, IntakeWatchdog watch) {
        this.folder = folder;
        this.watch = watch;
    }

    public static InboxPollStrategy of(Settings settings, IntakeWatchdogs watches) {
        Path folder = settings.intake().inbox();
        String place = "folder=" + folder.toAbsolutePath();
        // The route names this bean, whether it is started or not.
        return new InboxPollStrategy(
                folder,
                settings.intake().fileEnabled()
                        ? watches.watch("file", place, SETTING)
                        : new IntakeWatchdog(place, SETTING, IntakeWatchdog.PATIENCE, Duration.ZERO, System::nanoTime));
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        if (canBeListed()) {
            if (Files.isWritable(folder) && Files.isExecutable(folder)) {
                watch.works();
            } else {
                watch.failed("the process may not write to " + SETTING + ", so that files could not leave it");
                return false;
            }
        }
        return true;
    }

    private boolean canBeListed() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.iterator().hasNext();
            return true;
        } catch (NoSuchFileException | NotDirectoryException gone) {
            watch.failed(SETTING + " names no folder any more; was it moved, or unmounted?");
        } catch (IOException | RuntimeException unreadable) {
            watch.failed("the process can't read " + SETTING + ", " + unreadable);
        }
        return false;
    }
}
