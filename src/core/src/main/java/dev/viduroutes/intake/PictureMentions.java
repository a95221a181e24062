package dev.viduroutes.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether templates, and requests and batches that are waiting or under way, name a picture: by the mere text, so sooner once too
 * often. Each is read once, and again when it has changed. Thread-safe.
 */
final class PictureMentions {

    /** Of requests and of batches. */
    private static final List<String> ENDINGS = List.of(".json", ".csv", ".jsonl");

    /** Words that are kept of all files together, 8 bytes each. */
    private static final int MOST_WORDS = 5 * MentionedNames.MOST;

    /** How a file is opened. */
    interface Opener {
        InputStream open(Path file, OpenOption... options) throws IOException;
    }

    private record Known(long bytes, FileTime modified, MentionedNames names) {

        int words() {
            return names == null ? 0 : names.count();
        }

        boolean isOf(BasicFileAttributes file) {
            return bytes == file.size() && modified.equals(file.lastModifiedTime());
        }
    }

    private final List<Path> folders;
    private final Path templates;
    private final Opener opener;
    /** By what stays the same when a file is taken: what the file system knows it by, else its path. */
    private final Map<Object, Known> known = new HashMap<>();

    private long words;

    /** @param folders that requests are dropped into */
    PictureMentions(List<Path> folders, Path templates) {
        this(folders, templates, Files::newInputStream);
    }

    PictureMentions(List<Path> folders, Path templates, Opener opener) {
        this.folders = folders;
        this.templates = templates.toAbsolutePath();
        this.opener = opener;
    }

    /** @param own whose end this is; null for none */
    synchronized boolean isNamedElsewhere(String picture, Path own) throws IOException {
        Set<Object> present = new HashSet<>();
        boolean named = false;
        for (Path file : files()) {
            named |= mentions(file, picture, named || file.equals(own), present);
        }
        known.keySet().retainAll(present);
        words = known.values().stream().mapToLong(Known::words).sum();
        return named;
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            addRequests(folder, found);
            addTaken(folder, found);
        }
        addRequests(templates, found);
        return found;
    }

    /** What is taken lies one folder below. */
    private static void addTaken(Path inbox, List<Path> found) throws IOException {
        try (DirectoryStream<Path> taken = Files.newDirectoryStream(inbox, TakenFolder.PREFIX + "*")) {
            for (Path folder : taken) {
                if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    addRequests(folder, found);
                }
            }
        } catch (NoSuchFileException none) {
            // Nothing was dropped into it yet.
        }
    }

    private static void addRequests(Path folder, List<Path> found) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PictureMentions::isRequest)) {
            files.forEach(found::add);
        } catch (NoSuchFileException | AccessDeniedException elsewhere) {
            // Another process has given back what it had taken, or has a user of its own.
        }
    }

    private static boolean isRequest(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** @param decided whether it need not be read */
    private boolean mentions(Path file, String picture, boolean decided, Set<Object> present) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, links(file));
            Object key = attributes.fileKey() == null ? file : attributes.fileKey();
            present.add(key);
            return !decided && attributes.isRegularFile() && mentions(file, picture, key, attributes);
        } catch (FileSystemException unknown) {
            // It may name it: it was moved since it was listed, since it was taken, or is closed to us, or a link
            // without an end.
            return !decided;
        }
    }

    /** Templates may be links, as in a mounted ConfigMap. */
    private LinkOption[] links(Path file) {
        return file.startsWith(templates) ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    private boolean mentions(Path file, String picture, Object key, BasicFileAttributes attributes) throws IOException {
        Known last = known.get(key);
        if (last == null || !last.isOf(attributes)) {
            last = new Known(attributes.size(), attributes.lastModifiedTime(), read(file));
            keep(key, last);
        }
        return last.names() == null ? holds(file, picture) : last.names().contains(picture);
    }

    private void keep(Object key, Known file) {
        if (words + file.words() > MOST_WORDS) {
            known.clear();
            words = 0;
        }
        known.put(key, file);
        words += file.words();
    }

    private MentionedNames read(Path file) throws IOException {
        try (InputStream text = text(file)) {
            return MentionedNames.read(text);
        }
    }

    private boolean holds(Path file, String picture) throws IOException {
        try (InputStream text = text(file)) {
            return MentionedNames.mentions(text, picture);
        }
    }

    private InputStream text(Path file) throws IOException {
        return new BufferedInputStream(opener.open(file, links(file)), 1 << 16);
    }
}
