package dev.viduroutes.intake;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries of the intake folder that are called like requests or batches and are no files that can be taken: folders, links, devices,
 * unusable names. A link is never followed, since it would let anybody who may write to the intake folder read other files through the
 * dead letters.
 */
public final class StrayInboxEntries {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final char UNDECODABLE = '\uFFFD';

    private final Path inbox;
    private final Path urgent;
    private final OutcomeFiles outcomeFiles;
    private final List<String> endings;
    /** Those that stay, and were logged. */
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    /** @param endings of the names of what is taken, in lower case */
    public StrayInboxEntries(Settings settings, OutcomeFiles outcomeFiles, List<String> endings) {
        this(settings.intake().inbox(), settings.intake().urgent(), endings, outcomeFiles);
    }

    private StrayInboxEntries(Path inbox, Path urgent, List<String> endings, OutcomeFiles outcomeFiles) {
        this.inbox = inbox;
        this.urgent = urgent;
        this.endings = List.copyOf(endings);
        this.outcomeFiles = outcomeFiles;
    }

    /** The same of the folder for urgent requests. */
    public static StrayInboxEntries ofUrgent(Settings settings, OutcomeFiles outcomeFiles, List<String> endings) {
        Path urgent = settings.intake().urgent();
        return new StrayInboxEntries(urgent, urgent, endings, outcomeFiles);
    }

    /** Camel takes a backslash for a separator, and Java can't open a name that it can't decode. */
    private static boolean isTakeable(Path path) {
        return RegularFiles.isRegular(path)
                && path.getFileName().toString().chars().noneMatch(c -> c == '\\' || c == UNDECODABLE);
    }

    /** Editors keep links of their own beside what they edit; their names are hidden. */
    private boolean isCalledSo(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && endings.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }

    /** @return what lies there, where it is */
    public List<Path> find() throws IOException {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(inbox)) {
            try (DirectoryStream<Path> named = Files.newDirectoryStream(inbox, this::isCalledSo)) {
                for (Path stray : named) {
                    // Whatever it is called, it is where urgent requests come from.
                    if (!isTakeable(stray) && !stray.equals(urgent) && RegularFiles.exists(stray)) {
                        found.add(stray);
                    }
                }
            }
        }
        told.retainAll(found);
        return found;
    }

    /** @return the stray as a source of requests */
    public Source source(Path stray) throws IOException {
        long stamp = Files.getLastModifiedTime(stray, LinkOption.NOFOLLOW_LINKS).toMillis();
        return Source.ofFile(stray.getFileName().toString(), stamp);
    }

    /**
     * Moves the stray as it is into the dead-letter folder, after its reason is there.
     *
     * @return whether it is there; if not, it is logged once, and tried again
     */
    public boolean isRemoved(Path stray, Source source, Outcome outcome) {
        try {
            outcomeFiles.stray(stray, source, outcome);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException stays) {
            if (told.add(stray)) {
                LOG.warn(
                        "file={} is no request file and stays, since it can't be moved to the dead letters; remove it, or let"
                                + " it be moved: {}",
                        source.recordName(),
                        RegularFiles.reason(stays));
            }
            return false;
        }
    }
}
