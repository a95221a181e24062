package dev.viduroutes.settings;

import java.nio.file.Path;

/** Folders of the gateway itself. */
public record FolderSettings(Path home, Path tmp, Path deadLetters) {

    static FolderSettings read(SettingReader read) {
        return new FolderSettings(
                read.directory("vidu.home"),
                read.directory("vidu.tmp.directory"),
                read.directory("vidu.dead-letter.directory"));
    }
}
