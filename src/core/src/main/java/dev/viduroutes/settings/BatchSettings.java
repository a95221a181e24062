package dev.viduroutes.settings;

/** What a batch may be. */
public record BatchSettings(int maxRows) {

    static BatchSettings read(SettingReader read) {
        return new BatchSettings(read.integer("vidu.batch.max-rows", 1, 1_000_000));
    }
}
