package dev.viduroutes.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file that holds one secret and nothing else, as Docker, Kubernetes and systemd mount them. Messages name setting, path and
 * rule, and never a word of the content.
 *
 * @param name what names the file, such as {@code vidu.api.key-file}
 */
record SecretFile(String name, String path) {

    private static final int LARGEST_BYTES = 64 * 1024;
    private static final Pattern LAST_LINE_END = Pattern.compile("\\r?\\n\\z");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * @return the content as UTF-8, without a byte order mark, and without the line end that editors put behind it
     * @throws SettingsException if there is none that could be a secret
     */
    String read() {
        byte[] content = bytes();
        WideEncoding.of(content).ifPresent(other -> {
            throw refused("it is in " + other + "; save it as UTF-8");
        });
        String secret = LAST_LINE_END.matcher(text(content)).replaceFirst("");
        if (secret.isEmpty()) {
            throw refused("it is empty; it must hold the secret");
        } else if (secret.indexOf('\n') >= 0 || secret.indexOf('\r') >= 0) {
            throw refused("it holds several lines; it must hold the secret alone, in one line");
        }
        return secret;
    }

    /** Like {@link #read()}, for a secret with a rule of its own. */
    String read(Pattern allowed, String rule) {
        String secret = read();
        if (!allowed.matcher(secret).matches()) {
            throw refused("its content is not shown here; " + rule);
        }
        return secret;
    }

    private byte[] bytes() {
        try {
            Path file = Path.of(path);
            // Asked before it is opened: to open a pipe may take forever.
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            if (!found.isRegularFile()) {
                throw refused("it is " + (found.isDirectory() ? "a folder" : "a pipe or a device")
                        + "; it must be a file that holds the secret");
            }
            try (InputStream open = Files.newInputStream(file)) {
                return bounded(open.readNBytes(LARGEST_BYTES + 1));
            }
        } catch (NoSuchFileException | InvalidPathException missing) {
            throw refused("there is no such file; it must be a file that holds the secret");
        } catch (AccessDeniedException denied) {
            throw refused("this process may not read it; it must be a file that the user of the process can read");
        } catch (IOException unreadable) {
            throw refused("it can't be read (" + unreadable.getClass().getSimpleName()
                    + "); it must be a file that holds the secret");
        }
    }

    private byte[] bounded(byte[] content) {
        if (content.length > LARGEST_BYTES) {
            throw refused("it is larger than 64 KiB; it must hold the secret alone");
        }
        return content;
    }

    private String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw refused("it is not UTF-8; save it as UTF-8");
        }
    }

    private SettingsException refused(String why) {
        return new SettingsException(List.of(name + " is " + path + "; " + why));
    }
}
