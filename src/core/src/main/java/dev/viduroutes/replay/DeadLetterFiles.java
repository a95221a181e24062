package dev.viduroutes.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The files of one dead letter: the request, its reason, and of a message what else stood on it. One that is being put back
 * is set aside under a hidden name first, so that the running gateway, which may write the same dead letter again at once,
 * does not overwrite it, and nothing that it wrote is removed.
 */
final class DeadLetterFiles {

    private static final String REASON = ".reason.json";
    private static final String MESSAGE = ".message.json";
    private static final String ASIDE = ".replaying";

    /** What finds the reasons, set aside or not. */
    static final List<String> REASONS = List.of("[!.]*" + REASON, ".*" + REASON + ASIDE);

    private final Path folder;
    private final String name;
    private final boolean aside;

    private DeadLetterFiles(Path folder, String name, boolean aside) {
        this.folder = folder;
        this.name = name;
        this.aside = aside;
    }

    static DeadLetterFiles of(Path reason) {
        String file = reason.getFileName().toString();
        boolean aside = file.endsWith(ASIDE);
        String visible = aside ? file.substring(1, file.length() - ASIDE.length()) : file;
        return new DeadLetterFiles(reason.getParent(), visible.substring(0, visible.length() - REASON.length()), aside);
    }

    String name() {
        return name;
    }

    Path original() {
        return present("");
    }

    Path message() {
        return present(MESSAGE);
    }

    Path reason() {
        return aside ? hidden(REASON) : visible(REASON);
    }

    /** The dead letter is set aside last, so it may lie beside a reason that is set aside. */
    private Path present(String ending) {
        return aside && exists(hidden(ending)) ? hidden(ending) : visible(ending);
    }

    /** @return whether only a reason that was set aside is left: its dead letter is back, or is another one by now */
    boolean isLeftOver() {
        return aside && !exists(hidden("")) && (!exists(visible("")) || exists(visible(REASON)));
    }

    /**
     * The reason first: a dead letter without one would no longer be found.
     *
     * @return whether all is set aside, by this or by an earlier replay
     */
    boolean setAside() throws IOException {
        if (aside && exists(hidden(""))) {
            return true;
        } else if (exists(hidden("")) || !exists(visible(""))) {
            return false;
        }
        try {
            for (String ending : List.of(REASON, MESSAGE, "")) {
                if (exists(visible(ending))) {
                    Files.move(visible(ending), hidden(ending), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return true;
        } catch (NoSuchFileException taken) {
            return false;
        }
    }

    /** Makes visible again what could not be put back, unless there is another dead letter of this name by now. */
    void restore() throws IOException {
        if (exists(visible("")) || exists(visible(REASON))) {
            return;
        }
        for (String ending : List.of("", MESSAGE, REASON)) {
            if (exists(hidden(ending))) {
                Files.move(hidden(ending), visible(ending), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** Removes what is set aside; the reason last, by which the rest is found. */
    void delete() throws IOException {
        for (String ending : List.of("", MESSAGE, REASON)) {
            Files.deleteIfExists(hidden(ending));
        }
    }

    private Path visible(String ending) {
        return folder.resolve(name + ending);
    }

    private Path hidden(String ending) {
        return folder.resolve("." + name + ending + ASIDE);
    }

    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
