package dev.viduroutes.batch;

/** A number for each of many long numbers: 12 bytes an entry, where a map of objects takes 80. Not thread-safe. */
final class LongCounts {

    private static final int NONE = 0;

    private long[] keys = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    /** @return the number of this key; 0 if it has none */
    int get(long key) {
        return values[slot(key)];
    }

    /** @param value not 0 */
    void put(long key, int value) {
        int slot = slot(key);
        if (values[slot] == NONE) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (size > keys.length / 4 * 3) {
            grow();
        }
    }

    /** The keys are digests, so their last digits are as good as any. */
    private int slot(long key) {
        int slot = (int) key & keys.length - 1;
        while (values[slot] != NONE && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new int[2 * oldValues.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != NONE) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
