package dev.viduroutes.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The folder of one sandbox run. It is emptied at the start, and only if an earlier run made it. */
record SandboxHome(Path folder) {

    private static final String MARK = ".made-by-the-sandbox";

    static SandboxHome empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            if (!Files.exists(folder.resolve(MARK))) {
                throw new IOException(folder.toAbsolutePath()
                        + " was not made by the sandbox, which would empty it; move it away or set vidu.home");
            }
            delete(folder);
        }
        SandboxHome home = new SandboxHome(folder);
        Files.createDirectories(home.inbox());
        Files.createDirectories(home.objects());
        Files.createFile(folder.resolve(MARK));
        return home;
    }

    Path objects() {
        return folder.resolve("s3");
    }

    Path messages() {
        return folder.resolve("broker");
    }

    Path inbox() {
        return folder.resolve("inbox");
    }

    Path done() {
        return folder.resolve("done");
    }

    Path deadLetters() {
        return folder.resolve("dead-letter");
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
