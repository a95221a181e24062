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
final class DeadLetterFolder implements DeadLetterStore {

    private static final int LONGEST_TROUBLE = 300;

    /** Reasons are some kilobytes long; nobody but an attacker, or a disk that failed, makes them longer. */
    private static final long LONGEST_REASON = 4L << 20;

    private final Path folder;
    private final long maxBytes;
    private final DurableFiles durable = new DurableFiles();

    DeadLetterFolder(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    @Override
    public String where() {
        return folder.toAbsolutePath().toString();
    }

    @Override
    public void read(Visitor visitor) throws Exception {
        for (DeadLetterFiles files : all()) {
            Optional<DeadLetter> deadLetter = deadLetter(files, visitor);
            if (deadLetter.isPresent()) {
                visitor.visit(deadLetter.get());
            }
        }
    }

    /** Names only; what an interrupted replay set aside is among them. */
    private List<DeadLetterFiles> all() throws IOException {
        List<Path> reasons = new ArrayList<>();
        for (String pattern : DeadLetterFiles.REASONS) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
                found.forEach(reasons::add);
            }
        }
        return reasons.stream().sorted().map(DeadLetterFiles::of).toList();
    }

    private Optional<DeadLetter> deadLetter(DeadLetterFiles files, Visitor visitor) {
        if (files.isLeftOver()) {
            return Optional.empty();
        }
        String why = DeadLetterMetadata.NOT_THE_GATEWAYS;
        try {
            Optional<DeadLetterMetadata> metadata = DeadLetterMetadata.read(bytes(files.reason()), envelope(files));
            if (metadata.isPresent()) {
                return Optional.of(deadLetter(files, metadata.get()));
            }
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            why = SanitizedText.of(String.valueOf(unreadable.getMessage()), LONGEST_TROUBLE);
        }
        visitor.unreadable(files.name(), why);
        return Optional.empty();
    }

    private DeadLetter deadLetter(DeadLetterFiles files, DeadLetterMetadata metadata) throws IOException {
        Path deadLetter = plain(files.original());
        Optional<Object> content =
                Files.size(deadLetter) > maxBytes ? Optional.empty() : Optional.of(Files.readAllBytes(deadLetter));
        String stamp = Long.toString(Files.getLastModifiedTime(deadLetter).toMillis());
        return new DeadLetter(metadata.reason(), stamp, content, metadata.headers(), metadata.properties(), files);
    }

    private static byte[] envelope(DeadLetterFiles files) throws IOException {
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
    public boolean putBack(DeadLetter deadLetter, ReplayTarget target) throws Exception {
        DeadLetterFiles files = (DeadLetterFiles) deadLetter.handle();
        if (!files.setAside()) {
            return false;
        }
        durable.syncFolder(folder);
        try {
            target.putBack(deadLetter);
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
        for (DeadLetterFiles files : all()) {
            if (files.isLeftOver()) {
                files.delete();
            }
        }
    }
}
