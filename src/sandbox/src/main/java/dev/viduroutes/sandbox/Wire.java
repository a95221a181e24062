package dev.viduroutes.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Writes a {@link SandboxResponse} to its connection. */
final class Wire implements AutoCloseable {

    private static final long HELD_MINUTES = 10;
    private static final int BLOCK_BYTES = 64 << 10;
    private static final long UNKNOWN_LENGTH = 0;
    private static final long NO_BODY = -1;

    private final Set<HttpExchange> held = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("sandbox-held"));

    void send(HttpExchange exchange, SandboxResponse response) throws IOException {
        if (response instanceof SandboxResponse.Held) {
            hold(exchange);
            return;
        }
        // Closing an exchange whose answer is missing or incomplete closes its connection: that is what cuts it off.
        try (exchange) {
            if (response instanceof SandboxResponse.Body body) {
                sendBody(exchange, body);
            } else if (response instanceof SandboxResponse.Video video) {
                sendVideo(exchange, video);
            } else if (response instanceof SandboxResponse.Huge huge) {
                sendHuge(exchange, huge);
            }
        }
    }

    /** No thread waits: the exchange just stays open. */
    private void hold(HttpExchange exchange) {
        held.add(exchange);
        timer.schedule(() -> release(exchange), HELD_MINUTES, TimeUnit.MINUTES);
    }

    private void release(HttpExchange exchange) {
        if (held.remove(exchange)) {
            exchange.close();
        }
    }

    private static void sendBody(HttpExchange exchange, SandboxResponse.Body body) throws IOException {
        body.headers().forEach(exchange.getResponseHeaders()::set);
        if (start(exchange, body.status(), body.contentType(), body.bytes().length)) {
            exchange.getResponseBody().write(body.bytes());
        }
    }

    private static void sendVideo(HttpExchange exchange, SandboxResponse.Video video) throws IOException {
        long length = video.file().bytes();
        if (start(exchange, video.status(), "video/mp4", length)) {
            try (InputStream in = video.file().open()) {
                new VideoStream(video.file(), length)
                        .copy(in, exchange.getResponseBody(), video.truncated() ? length / 2 : length);
            }
        }
    }

    private static void sendHuge(HttpExchange exchange, SandboxResponse.Huge huge) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", SandboxResponses.JSON);
        exchange.sendResponseHeaders(huge.status(), UNKNOWN_LENGTH);
        OutputStream out = exchange.getResponseBody();
        byte[] block = new byte[BLOCK_BYTES];
        Arrays.fill(block, (byte) 'a');
        out.write(huge.head().getBytes(StandardCharsets.UTF_8));
        for (long left = huge.bytes(); left > 0; left -= block.length) {
            out.write(block, 0, (int) Math.min(left, block.length));
        }
        out.write(huge.tail().getBytes(StandardCharsets.UTF_8));
    }

    /** @return whether a body must follow */
    private static boolean start(HttpExchange exchange, int status, String contentType, long length)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(status, NO_BODY);
            return false;
        }
        exchange.sendResponseHeaders(status, length == 0 ? NO_BODY : length);
        return length > 0;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        held.forEach(this::release);
    }
}
