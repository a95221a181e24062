package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.clip.ClipMaker;
import dev.viduroutes.sandbox.clip.ClipMaker.Clip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Renders clips in the background, each distinct one once, and keeps them in a temporary folder until closed. */
final class ClipStore implements AutoCloseable {

    private static final long LONGEST_STOP_MILLIS = 500;

    private final ClipMaker maker;
    private final Path folder;
    private final ExecutorService renderer;
    private final Map<Clip, CompletableFuture<Path>> clips = new ConcurrentHashMap<>();

    ClipStore(ClipMaker maker) throws IOException {
        this.maker = maker;
        this.folder = Files.createTempDirectory("vidu-sandbox-clips");
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.renderer = Executors.newFixedThreadPool(threads, Daemons.named("sandbox-render"));
    }

    /** Starts rendering, unless that clip was asked for before. */
    void prepare(Clip clip) {
        clips.computeIfAbsent(clip, wanted -> CompletableFuture.supplyAsync(() -> render(wanted), renderer));
    }

    /** @return the file of a clip; waits until it is rendered */
    Path await(Clip clip) throws IOException {
        prepare(clip);
        try {
            return clips.get(clip).join();
        } catch (CompletionException failed) {
            throw new IOException("the clip could not be rendered", failed.getCause());
        }
    }

    private Path render(Clip clip) {
        try {
            return Files.write(Files.createTempFile(folder, "clip", ".mp4"), maker.render(clip));
        } catch (IOException diskTrouble) {
            throw new UncheckedIOException(diskTrouble);
        }
    }

    @Override
    public void close() throws IOException {
        stopRendering();
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** A clip that is being rendered may still be written: the folder is emptied after it. */
    private void stopRendering() {
        renderer.shutdownNow();
        try {
            renderer.awaitTermination(LONGEST_STOP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
