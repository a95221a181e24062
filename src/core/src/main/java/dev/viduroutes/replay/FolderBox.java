package dev.viduroutes.replay;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.failure.SanitizedText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The dead-letter folder. What is no plain file, or too long for what it should be, is not opened. */
final class FolderBox implements LetterBox {

    private static final int LONGEST_TROUBLE = 300;

    /** Reasons are some kilobytes long; nobody but an attacker, or a disk that failed, makes them longer. */
    private static final long LONGEST_REASON = 4L << 20;

    private final Path folder;
    private final long maxBytes;
    private final DurableFiles durable = new DurableFiles();

    FolderBox(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    @Override
    public String where() {
        return folder.toAbsolutePath().toString();
    }

    @Override
    public void read(Reader reader) throws Exception {
        for (LetterFiles files : all()) {
            Optional<Letter> letter = letter(files, reader);
            if (letter.isPresent()) {
                reader.letter(letter.get());
            }
        }
    }

    /** Names only; what an interrupted replay set aside is among them. */
    private List<LetterFiles> all() throws IOException {
        List<Path> reasons = new ArrayList<>();
        for (String pattern : LetterFiles.REASONS) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
                found.forEach(reasons::add);
            }
        }
        return reasons.stream().sorted().map(LetterFiles::of).toList();
    }

    private Optional<Letter> letter(LetterFiles files, Reader reader) {
        if (files.isLeftOver()) {
            return Optional.empty();
        }
        String why = Label.NOT_THE_GATEWAYS;
        try {
            Optional<Label> label = Label.read(bytes(files.reason()), envelope(files));
            if (label.isPresent()) {
                return Optional.of(letter(files, label.get()));
            }
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            why = SanitizedText.of(String.valueOf(unreadable.getMessage()), LONGEST_TROUBLE);
        }
        reader.unreadable(files.name(), why);
        return Optional.empty();
    }

    private Letter letter(LetterFiles files, Label label) throws IOException {
        Path letter = plain(files.letter());
        Optional<Object> content =
                Files.size(letter) > maxBytes ? Optional.empty() : Optional.of(Files.readAllBytes(letter));
        String stamp = Long.toString(Files.getLastModifiedTime(letter).toMillis());
        return new Letter(label.reason(), stamp, content, label.headers(), label.properties(), files);
    }

    private static byte[] envelope(LetterFiles files) throws IOException {
        return Files.exists(files.message(), LinkOption.NOFOLLOW_LINKS) ? bytes(files.message()) : new byte[0];
    }

    private static byte[] bytes(Path file) throws IOException {
        if (Files.size(plain(file)) > LONGEST_REASON) {
            throw new IOException(file.getFileName() + " is longer than " + LONGEST_REASON + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static Path plain(Path file) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return file;
        } else if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file.getFileName() + " is not a plain file");
        }
        throw new NoSuchFileException(file.toString());
    }

    @Override
    public boolean putBack(Letter letter, ReturnPath path) throws Exception {
        LetterFiles files = (LetterFiles) letter.place();
        if (!files.setAside()) {
            return false;
        }
        durable.syncFolder(folder);
        try {
            path.putBack(letter);
        } catch (Exception refused) {
            files.restore();
            durable.syncFolder(folder);
            throw refused;
        }
        files.delete();
        durable.syncFolder(folder);
        return true;
    }

    @Override
    public void tidy() throws IOException {
        for (LetterFiles files : all()) {
            if (files.isLeftOver()) {
                files.delete();
            }
        }
    }
}
