package dev.viduroutes.jms;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Properties as ActiveMQ Classic carries them: a count, then name, type and value of each. Its client takes as much memory as a
 * value is said to need, so they are looked through before it sees them.
 */
final class OpenWireProperties {

    private static final int DEEPEST = 16;

    private final ByteBuffer bytes;

    private OpenWireProperties(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** @return whether each value ends within the bytes, and is of a type that there is */
    static boolean areSound(ByteBuffer bytes) {
        try {
            new OpenWireProperties(bytes).map(DEEPEST);
            return true;
        } catch (BufferUnderflowException | IllegalArgumentException malformed) {
            return false;
        }
    }

    private void map(int depth) {
        int size = size();
        for (int i = 0; i < size; i++) {
            skip(Short.toUnsignedInt(bytes.getShort()));
            value(depth);
        }
    }

    private void list(int depth) {
        int size = size();
        for (int i = 0; i < size; i++) {
            value(depth);
        }
    }

    private void value(int depth) {
        switch (bytes.get()) {
            case 0 -> skip(0);
            case 1, 2 -> skip(Byte.BYTES);
            case 3, 4 -> skip(Short.BYTES);
            case 5, 8 -> skip(Integer.BYTES);
            case 6, 7 -> skip(Long.BYTES);
            case 9 -> skip(Short.toUnsignedInt(bytes.getShort()));
            case 10, 13 -> skip(size());
            case 11 -> map(within(depth));
            case 12 -> list(within(depth));
            default -> throw new IllegalArgumentException("no type of a value");
        }
    }

    private static int within(int depth) {
        if (depth == 0) {
            throw new IllegalArgumentException("too deep");
        }
        return depth - 1;
    }

    /** What there is takes a byte at least. */
    private int size() {
        int size = bytes.getInt();
        if (size > bytes.remaining()) {
            throw new IllegalArgumentException("longer than all there is");
        }
        return Math.max(size, 0);
    }

    private void skip(int count) {
        bytes.position(bytes.position() + count);
    }
}
