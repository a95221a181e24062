package dev.viduroutes.sandbox;

import java.io.InputStream;

/** A given number of bytes that are made while they are read; always the same, and no block equals its neighbours. */
final class Filler extends InputStream {

    private final long length;
    private long position;

    Filler(long length) {
        this.length = length;
    }

    @Override
    public int read() {
        return position < length ? next() & 0xff : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
        if (position >= length) {
            return -1;
        }
        int filled = (int) Math.min(count, length - position);
        for (int i = 0; i < filled; i++) {
            buffer[offset + i] = next();
        }
        return filled;
    }

    /** 251 is prime: the pattern never lines up with blocks of a power of two. */
    private byte next() {
        byte value = (byte) (position % 251 + (position >> 16));
        position++;
        return value;
    }
}
