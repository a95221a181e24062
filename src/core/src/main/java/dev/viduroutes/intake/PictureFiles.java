package dev.viduroutes.intake;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.images.PictureFile;
import dev.viduroutes.request.Digests;
import dev.viduroutes.settings.ImageSettings;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Moves pictures to where their request ends: into the folder {@code <request>.images} beside it, so that those of two requests never
 * meet. A picture that a template, or another request of the intake folder, names is copied, and stays for it. Each move is on disk before the
 * request itself is moved.
 */
public final class PictureFiles {

    /** What is added to the name of a request or a batch. */
    public static final String FOLDER = ".images";

    /** A name, and no path. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,199}");

    /** What lies in the intake folder for itself, whoever calls it a picture. */
    private static final Pattern NOT_ONE = Pattern.compile("(?i).*\\.(json|csv|jsonl|txt|cancel)");

    private final List<Path> folders;
    private final DurableFiles files;
    private final PictureMentions mentions;

    public PictureFiles(Settings settings, DurableFiles files) {
        this.folders = List.of(
                settings.intake().inbox().toAbsolutePath(),
                settings.intake().urgent().toAbsolutePath());
        this.files = files;
        this.mentions = new PictureMentions(folders, settings.requests().templates());
    }

    /** @param own the request, which names them; null if it is no file */
    void move(List<PictureFile> pictures, Path record, Path own) throws IOException {
        for (PictureFile picture : pictures) {
            if (!NAME.matcher(picture.name()).matches()
                    || NOT_ONE.matcher(picture.name()).matches()) {
                continue;
            }
            for (Path folder : folders) {
                Path file = folder.resolve(picture.name());
                if (isOf(picture, file)) {
                    bring(file, record.resolveSibling(record.getFileName() + FOLDER), own);
                }
            }
        }
    }

    /**
     * The pictures of a batch that is done: those that only rows with a video named go with it; what a row without one named stays, so
     * that its row can be corrected and dropped again.
     *
     * @param record where the batch ends
     * @param batch itself
     * @param stored names of files that rows with a video named
     * @param failed names of files that other rows named
     */
    public void batchDone(Path record, TakenFile batch, Collection<String> stored, Collection<String> failed)
            throws IOException {
        Set<String> done = new TreeSet<>(stored);
        done.removeAll(failed);
        List<PictureFile> pictures = new ArrayList<>();
        done.forEach(name -> pictures.add(new PictureFile(name, "", false)));
        move(pictures, record, batch.path());
    }

    /** Whoever put another picture there meanwhile keeps it. */
    private static boolean isOf(PictureFile picture, Path file) throws IOException {
        if (!RegularFiles.isRegular(file)) {
            return false;
        }
        return picture.sha256().isEmpty()
                || Files.size(file) <= ImageSettings.MAX_BYTES && sha256(file).equals(picture.sha256());
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Digests.sha256(content);
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    private void bring(Path file, Path folder, Path own) throws IOException {
        Path target = folder.resolve(file.getFileName());
        if (mentions.isNamedElsewhere(file.getFileName().toString(), own)) {
            copy(file, target);
            return;
        }
        try {
            files.move(file, target);
        } catch (AtomicMoveNotSupportedException elsewhere) {
            copy(file, target);
            files.delete(file);
        } catch (NoSuchFileException gone) {
            // Somebody removed it.
        }
    }

    private void copy(Path file, Path target) throws IOException {
        try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            files.write(target, content);
        }
    }
}
