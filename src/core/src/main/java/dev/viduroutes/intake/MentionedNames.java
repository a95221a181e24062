package dev.viduroutes.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * What in the text of a file may be names of pictures: its words of letters, digits, {@code .}, {@code _} and {@code -}. JSON, CSV and
 * their character sets are not told apart: letters beyond ASCII are one and the same, so a name is found sooner once too often.
 */
final class MentionedNames {

    /** Words that are kept of one file; in one with more, a name is looked for each time. */
    static final int MOST = 200_000;

    private static final long SEED = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int BEYOND_ASCII = 0x80;

    private final long[] hashes;

    private MentionedNames(long[] hashes) {
        this.hashes = hashes;
    }

    /** @return what the text mentions; null if that is too much to be kept */
    static MentionedNames read(InputStream text) throws IOException {
        Collector words = new Collector();
        return scan(text, words) ? null : words.names();
    }

    /** @return whether the text mentions the name */
    static boolean mentions(InputStream text, String name) throws IOException {
        long wanted = hash(name);
        return scan(text, word -> word == wanted);
    }

    boolean contains(String name) {
        return Arrays.binarySearch(hashes, hash(name)) >= 0;
    }

    int count() {
        return hashes.length;
    }

    private static long hash(String name) {
        long hash = SEED;
        int before = 0;
        for (byte next : name.getBytes(StandardCharsets.UTF_8)) {
            int letter = next < 0 ? BEYOND_ASCII : next;
            hash = added(hash, letter, before);
            before = letter;
        }
        return hash;
    }

    /** However many bytes a character set has for letters beyond ASCII. */
    private static long added(long hash, int letter, int before) {
        return letter == BEYOND_ASCII && before == BEYOND_ASCII ? hash : (hash ^ letter) * PRIME;
    }

    /** @return whether the scan was ended by a word */
    private static boolean scan(InputStream text, LongPredicate ends) throws IOException {
        long hash = SEED;
        int before = 0;
        for (int letter = letter(text); letter >= 0; letter = letter(text)) {
            if (letter != 0) {
                hash = added(hash, letter, before);
            } else if (before != 0 && ends.test(hash)) {
                return true;
            }
            hash = letter == 0 ? SEED : hash;
            before = letter;
        }
        return before != 0 && ends.test(hash);
    }

    /** @return the next letter of a name; 0 for what is none; -1 at the end */
    private static int letter(InputStream text) throws IOException {
        int next = text.read();
        while (next == 0) {
            // Half a character of UTF-16.
            next = text.read();
        }
        if (next == '\\') {
            return text.read() == 'u' ? escaped(text) : 0;
        }
        return next < BEYOND_ASCII ? ofName(next) : BEYOND_ASCII;
    }

    /** As JSON may write any letter. */
    private static int escaped(InputStream text) throws IOException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.read(), 16);
            if (digit < 0) {
                return 0;
            }
            code = code << 4 | digit;
        }
        return code < BEYOND_ASCII ? ofName(code) : BEYOND_ASCII;
    }

    private static int ofName(int next) {
        boolean named = next >= 'a' && next <= 'z'
                || next >= 'A' && next <= 'Z'
                || next >= '0' && next <= '9'
                || next == '.'
                || next == '_'
                || next == '-'
                || next < 0;
        return named ? next : 0;
    }

    /** Takes words until they are too many. */
    private static final class Collector implements LongPredicate {

        private long[] hashes = new long[64];
        private int count;

        @Override
        public boolean test(long hash) {
            if (count == MOST) {
                return true;
            }
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, Math.min(MOST, count * 2));
            }
            hashes[count++] = hash;
            return false;
        }

        private MentionedNames names() {
            return new MentionedNames(
                    Arrays.stream(hashes, 0, count).sorted().distinct().toArray());
        }
    }
}
