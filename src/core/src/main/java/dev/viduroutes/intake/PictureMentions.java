package dev.viduroutes.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether requests and batches that are waiting, or under way, name a picture: by the mere text, so sooner once too often. */
final class PictureMentions {

    /** Of requests and of batches. */
    private static final List<String> ENDINGS = List.of(".json", ".csv", ".jsonl");

    private final List<Path> folders;

    PictureMentions(List<Path> folders) {
        this.folders = folders;
    }

    /** @param own whose end this is; null for none */
    boolean isNamedElsewhere(String picture, Path own) throws IOException {
        byte[] name = picture.getBytes(StandardCharsets.UTF_8);
        for (Path folder : folders) {
            for (Path file : requests(folder)) {
                if (!file.equals(own) && holds(file, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is taken lies one folder below. */
    private static List<Path> requests(Path inbox) throws IOException {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(inbox)) {
            return found;
        }
        addRequests(inbox, found);
        try (DirectoryStream<Path> taken = Files.newDirectoryStream(inbox, TakenFolder.PREFIX + "*")) {
            for (Path folder : taken) {
                addRequests(folder, found);
            }
        }
        return found;
    }

    private static void addRequests(Path folder, List<Path> found) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (isRequest(file.getFileName().toString())) {
                    found.add(file);
                }
            }
        } catch (NoSuchFileException | AccessDeniedException elsewhere) {
            // Another process has given back what it had taken, or has a user of its own.
        }
    }

    private static boolean isRequest(String name) {
        return ENDINGS.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }

    private static boolean holds(Path file, byte[] name) throws IOException {
        if (!RegularFiles.isRegular(file)) {
            return false;
        }
        try (InputStream content =
                new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
            return holds(content, name);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (AccessDeniedException unknown) {
            // It may name it.
            return true;
        }
    }

    /** One pass, whatever the length: each byte that does not fit leads back as far as the name itself says. */
    private static boolean holds(InputStream content, byte[] name) throws IOException {
        int[] back = new int[name.length];
        for (int i = 1, k = 0; i < name.length; i++) {
            while (k > 0 && name[i] != name[k]) {
                k = back[k - 1];
            }
            back[i] = name[i] == name[k] ? ++k : k;
        }
        int matched = 0;
        for (int next = content.read(); next >= 0; next = content.read()) {
            while (matched > 0 && (byte) next != name[matched]) {
                matched = back[matched - 1];
            }
            if ((byte) next == name[matched] && ++matched == name.length) {
                return true;
            }
        }
        return false;
    }
}
