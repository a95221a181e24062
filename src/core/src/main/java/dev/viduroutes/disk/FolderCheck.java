package dev.viduroutes.disk;

import dev.viduroutes.check.CheckResult;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells whether folders could be made and written, and whether their disks have room; makes and writes nothing. */
public final class FolderCheck {

    private static final long MEBIBYTE = 1 << 20;
    /** For the journal, outcomes and dead letters of a day. */
    private static final long LEAST_BYTES = 64 * MEBIBYTE;

    private FolderCheck() {}

    /**
     * @param folders by the setting that names each
     * @param videoBytes the largest video that is fetched to a temporary file
     */
    public static CheckResult check(Map<String, Path> folders, long videoBytes) throws IOException {
        List<String> problems = new ArrayList<>();
        Map<FileStore, String> disks = new LinkedHashMap<>();
        for (Map.Entry<String, Path> folder : folders.entrySet()) {
            Path there = nearest(folder.getValue().toAbsolutePath());
            if (!Files.isDirectory(there) || !Files.isWritable(there)) {
                problems.add(folder.getKey() + " is " + folder.getValue().toAbsolutePath()
                        + "; it must be a folder that this process may make and write");
            } else {
                disks.putIfAbsent(Files.getFileStore(there), folder.getKey() + "=" + there);
            }
        }
        List<String> tight = new ArrayList<>();
        List<String> fine = new ArrayList<>();
        for (Map.Entry<FileStore, String> disk : disks.entrySet()) {
            long free = disk.getKey().getUsableSpace();
            String found = disk.getValue() + " has " + free / MEBIBYTE + " MiB free";
            if (free < LEAST_BYTES) {
                problems.add(found + "; make room there, " + LEAST_BYTES / MEBIBYTE + " MiB at least");
            } else {
                (free < videoBytes ? tight : fine).add(found);
            }
        }
        return judge(problems, tight, fine, videoBytes);
    }

    private static CheckResult judge(List<String> problems, List<String> tight, List<String> fine, long videoBytes) {
        if (!problems.isEmpty()) {
            return CheckResult.failed(String.join(", ", problems));
        }
        return tight.isEmpty()
                ? CheckResult.ok(String.join(", ", fine))
                : CheckResult.warning(
                        String.join(", ", tight) + ", less than the largest video may have (vidu.delivery.max-bytes, "
                                + videoBytes / MEBIBYTE + " MiB): make room, or lower it");
    }

    private static Path nearest(Path folder) {
        Path found = folder;
        while (found.getParent() != null && !Files.exists(found)) {
            found = found.getParent();
        }
        return found;
    }
}
