package dev.viduroutes.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.viduroutes.delivery.TinyMp4;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that answers as a test says, for what the sandbox does not do; it remembers what it was asked. */
final class ScriptedServer implements AutoCloseable {

    /** What to answer. */
    interface Script {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Script script;

    ScriptedServer(Script script) {
        this.script = script;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException cannotListen) {
            throw new UncheckedIOException(cannotListen);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void script(Script next) {
        script = next;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** @return method and request target, as they came */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void handle(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        try (exchange) {
            script.answer(exchange);
        }
    }

    static Script json(int status, String body) {
        return bytes(status, body.getBytes(StandardCharsets.UTF_8));
    }

    static Script bytes(int status, byte[] body) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    /** After the start, as much as the reader takes, without end. */
    static Script endless(byte[] start) {
        return exchange -> {
            byte[] more = new byte[64 * 1024];
            Arrays.fill(more, (byte) ' ');
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(start);
            while (!Thread.currentThread().isInterrupted()) {
                out.write(more);
            }
        };
    }

    /** After the start, one byte every 50 ms, without end. */
    Script trickling(byte[] start) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(start);
            trickle(exchange.getResponseBody());
        };
    }

    void trickle(OutputStream out) throws IOException {
        do {
            out.write(' ');
            out.flush();
        } while (!isClosedIn50Millis());
    }

    private boolean isClosedIn50Millis() {
        try {
            return closed.await(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            return true;
        }
    }

    /** @return a small MP4 file */
    static byte[] mp4() {
        return TinyMp4.bytes();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
