package dev.viduroutes;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The folders that the settings name: made at the start, so that nobody learns later that one can't be written, and freed
 * from what killed processes left half written.
 */
final class Folders {

    private Folders() {}

    /** @throws SettingsException naming each that can't be made or written */
    static void make(Settings settings) {
        Map<String, Path> folders = settings.folders();
        List<String> problems = new ArrayList<>();
        folders.forEach((key, folder) -> {
            if (!isWritable(folder)) {
                problems.add(
                        key + " is " + folder.toAbsolutePath() + "; it must be a folder that this process may write");
            }
        });
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
        folders.values().forEach(new DurableFiles()::removeAbandoned);
    }

    private static boolean isWritable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException unusable) {
            return false;
        }
    }
}
