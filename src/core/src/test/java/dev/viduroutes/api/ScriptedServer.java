package dev.viduroutes.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers every request with the bytes of a script, however little they are HTTP. */
public final class ScriptedServer implements AutoCloseable {

    /** Writes an answer; an {@link IOException} means that the client is gone. */
    public interface Script {
        void answer(OutputStream client) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final boolean polite;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger closedConnections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch clientGone = new CountDownLatch(1);

    public ScriptedServer(Script script) throws IOException {
        this(script, true);
    }

    private ScriptedServer(Script script, boolean polite) throws IOException {
        this.script = script;
        this.polite = polite;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** A server that speaks before it was asked. */
    public static ScriptedServer rude(Script script) throws IOException {
        return new ScriptedServer(script, false);
    }

    /** @return what was asked, from the first byte to the empty line */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String authority() {
        return "localhost:" + server.getLocalPort();
    }

    public int requests() {
        return requests.get();
    }

    /** @return connections that this side has closed */
    public int closedConnections() {
        return closedConnections.get();
    }

    public boolean clientIsGoneWithin(int seconds) throws InterruptedException {
        return clientGone.await(seconds, TimeUnit.SECONDS);
    }

    /** The same text again and again, for ever: at once, or after a pause each. */
    public void forEver(OutputStream client, String text, int pauseMillis) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        while (!pause(pauseMillis)) {
            client.write(bytes);
            client.flush();
        }
    }

    public static void say(OutputStream client, String text) throws IOException {
        client.write(text.getBytes(StandardCharsets.US_ASCII));
        client.flush();
    }

    private boolean pause(int millis) {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                start(() -> serve(client));
            }
        } catch (IOException atTheEnd) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (polite) {
                heads.add(readHead(client.getInputStream()));
            }
            requests.incrementAndGet();
            script.answer(client.getOutputStream());
        } catch (IOException gone) {
            clientGone.countDown();
        }
        closedConnections.incrementAndGet();
    }

    private static String readHead(InputStream client) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = client.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }
}
