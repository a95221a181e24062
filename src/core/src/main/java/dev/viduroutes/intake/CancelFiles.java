package dev.viduroutes.intake;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.RequestIds;
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
 * Empty files of the intake folders that withdraw a request: {@code <request_id>.cancel}. Each is removed once its withdrawal is in the
 * journal; what is called so and is no such file goes to the dead letters.
 */
public final class CancelFiles {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final String ENDING = ".cancel";
    private static final int MOST_AT_ONCE = 1_000;

    private final List<Path> folders;
    private final DurableFiles files;
    private final OutcomeFiles outcomeFiles;
    /** Those that stay, and were logged. */
    private final Set<Path> told = ConcurrentHashMap.newKeySet();

    public CancelFiles(Settings settings, DurableFiles files, OutcomeFiles outcomeFiles) {
        folders = List.of(settings.intake().inbox(), settings.intake().urgent());
        this.files = files;
        this.outcomeFiles = outcomeFiles;
    }

    /** @return what is called so, some of it if there is much */
    public List<Path> find() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                find(folder, found);
            }
        }
        told.retainAll(found);
        return found;
    }

    private static void find(Path folder, List<Path> found) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, CancelFiles::isCalledSo)) {
            for (Path file : all) {
                if (found.size() < MOST_AT_ONCE) {
                    found.add(file);
                }
            }
        }
    }

    private static boolean isCalledSo(Path file) {
        return !name(file).startsWith(".")
                && name(file).toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /** @return whether it withdraws a request */
    public boolean isOrder(Path file) throws IOException {
        return RegularFiles.isRegular(file) && RequestIds.isId(requestId(file)) && Files.size(file) == 0;
    }

    /** @return whose request it withdraws */
    public String requestId(Path file) {
        String name = name(file);
        return name.substring(0, name.length() - ENDING.length());
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** The journal has it. Whoever was faster removed the same. */
    public void remove(Path file) throws IOException {
        files.delete(file);
    }

    /** @return the file as a source of requests, which it is none of */
    public Source source(Path file) throws IOException {
        return Source.ofFile(
                name(file),
                Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis());
    }

    /** @return whether it is among the dead letters; if not, it is logged once, and tried again */
    public boolean isRefused(Path file, Source source, Outcome outcome) {
        try {
            outcomeFiles.stray(file, source, outcome);
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException stays) {
            if (told.add(file)) {
                LOG.warn(
                        "file={} withdraws nothing and stays, since it can't be moved to the dead letters; remove it: {}",
                        source.recordName(),
                        RegularFiles.reason(stays));
            }
            return false;
        }
    }
}
