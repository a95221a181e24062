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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks before each poll that request files can be taken from their folder: Camel's consumer takes a folder that is gone, or that it may not
 * list, for an empty one.
 */
public final class InboxPollStrategy extends DefaultPollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private final Path folder;
    private final String setting;
    private final boolean isInside;
    private final IntakeWatchdog watch;

    /** @param isInside whether it lies in the intake folder */
    private InboxPollStrategy(Path folder, String setting, boolean isInside, IntakeWatchdog watch) {
        this.folder = folder;
        this.setting = setting;
        this.isInside = isInside;
        this.watch = watch;
    }

    public static InboxPollStrategy of(Settings settings, IntakeWatchdogs watches) {
        return of("file", settings.intake().inbox(), "vidu.intake.file.directory", settings, watches);
    }

    /** The same for the folder of urgent requests. */
    public static InboxPollStrategy ofUrgent(Settings settings, IntakeWatchdogs watches) {
        return of("file-urgent", settings.intake().urgent(), "vidu.intake.file.urgent-directory", settings, watches);
    }

    private static InboxPollStrategy of(
            String kind, Path folder, String setting, Settings settings, IntakeWatchdogs watches) {
        String place = "folder=" + folder.toAbsolutePath();
        // The route names this bean, whether it is started or not.
        return new InboxPollStrategy(
                folder,
                setting,
                settings.intake().inbox().equals(folder.getParent()),
                settings.intake().fileEnabled()
                        ? watches.watch(kind, place, setting)
                        : new IntakeWatchdog(place, setting, IntakeWatchdog.PATIENCE, Duration.ZERO, System::nanoTime));
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        makeAgain();
        if (canBeListed()) {
            if (Files.isWritable(folder) && Files.isExecutable(folder)) {
                watch.works();
            } else {
                watch.failed("the process may not write to " + setting + ", so that files could not leave it");
                return false;
            }
        }
        return true;
    }

    /** What lies in the intake folder is removed by whoever clears that; a folder that is gone with those around it is told. */
    private void makeAgain() {
        if (isInside && Files.isDirectory(folder.getParent()) && !Files.exists(folder)) {
            try {
                Files.createDirectory(folder);
            } catch (IOException stays) {
                LOG.debug("folder={} can't be made", folder, stays);
            }
        }
    }

    private boolean canBeListed() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.iterator().hasNext();
            return true;
        } catch (NoSuchFileException | NotDirectoryException gone) {
            watch.failed(setting + " names no folder any more; was it moved, or unmounted?");
        } catch (IOException | RuntimeException unreadable) {
            watch.failed("the process can't read " + setting + ", " + unreadable);
        }
        return false;
    }
}
