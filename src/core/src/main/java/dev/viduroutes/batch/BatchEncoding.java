package dev.viduroutes.batch;

import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.settings.WideEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether a file is a text in UTF-8, from its first to its last byte: nothing of a batch is made before that is known, since the
 * first letter that betrays another encoding may stand in row 50,000. Constant memory.
 */
final class BatchEncoding {

    private static final String ALLOWED = "it must be a text in UTF-8";
    private static final String SAVE_AS = ALLOWED
            + ": save it as \"CSV UTF-8\" in Excel, or with the character set \"Unicode (UTF-8)\" in LibreOffice";
    private static final int CHUNK = 64 * 1024;

    private BatchEncoding() {}

    /**
     * @return whether it begins with a byte order mark
     * @throws RequestRefusedException if it is no text in UTF-8; it says what it is
     */
    static boolean check(Path file) throws IOException {
        try (InputStream open = Files.newInputStream(file)) {
            byte[] bytes = new byte[CHUNK];
            int first = open.readNBytes(bytes, 0, CHUNK);
            checkBeginning(Arrays.copyOf(bytes, first));
            boolean hasMark = begins(Arrays.copyOf(bytes, first), 0xEF, 0xBB, 0xBF);
            checkAll(open, bytes, first);
            return hasMark;
        }
    }

    private static void checkBeginning(byte[] beginning) {
        if (beginning.length == 0) {
            throw RequestRefusedException.truncated("empty", "it must have at least one row");
        } else if (begins(beginning, 'P', 'K', 3, 4)) {
            throw refused("a zip archive, such as an Excel or LibreOffice workbook (.xlsx, .ods)", SAVE_AS);
        } else if (begins(beginning, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw refused("an Excel workbook (.xls)", SAVE_AS);
        } else if (begins(beginning, 0x1F, 0x8B)) {
            throw refused("compressed by gzip", ALLOWED + ", not compressed");
        }
        WideEncoding.of(beginning).ifPresent(other -> {
            throw refused("not UTF-8 but " + other, SAVE_AS);
        });
    }

    private static boolean begins(byte[] content, int... signature) {
        boolean begins = content.length >= signature.length;
        for (int i = 0; begins && i < signature.length; i++) {
            begins = (content[i] & 0xFF) == signature[i];
        }
        return begins;
    }

    private static void checkAll(InputStream open, byte[] bytes, int first) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, 0, first);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        long line = 1;
        while (in.hasRemaining()) {
            int from = in.position();
            CoderResult result = decoder.decode(in, out.clear(), false);
            line += lines(bytes, from, in.position(), line);
            if (result.isError()) {
                throw notUtf8(in, line);
            }
            int rest = in.compact().position();
            int more = open.readNBytes(bytes, rest, CHUNK - rest);
            if (more == 0 && rest > 0) {
                throw RequestRefusedException.truncated(
                        "one that ends within a character, in line " + line, ALLOWED + ", and whole");
            }
            in.limit(rest + more).position(0);
        }
    }

    /** @return how many lines end there; no text holds a zero */
    private static long lines(byte[] bytes, int from, int to, long line) {
        long lines = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                lines++;
            } else if (bytes[i] == 0) {
                throw refused("one with a byte 00 in line " + (line + lines), ALLOWED + ", which has none");
            }
        }
        return lines;
    }

    private static RequestRefusedException notUtf8(ByteBuffer in, long line) {
        String found = String.format(
                Locale.ROOT, "not UTF-8 but perhaps Windows-1252: byte %02X in line %d", in.get(in.position()), line);
        return refused(found, SAVE_AS);
    }

    private static RequestRefusedException refused(String found, String allowed) {
        return new RequestRefusedException("document", found, allowed);
    }
}
