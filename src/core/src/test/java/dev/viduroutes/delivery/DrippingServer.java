package dev.viduroutes.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server that never ends what it says, and says a little all the time: no silence is long enough to be noticed. */
public final class DrippingServer implements AutoCloseable {

    /** Ways to keep a client busy. */
    public enum Manner {
        /** A head that never ends. */
        HEAD("HTTP/1.1 200 OK\r\nX-Drip: ", "a"),
        /** Interim answers, again and again. */
        INTERIM("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
        /** A handshake that never ends: the record is announced and does not come. */
        TLS("\u0016\u0003\u0003\u0040\u0000", "\u0002"),
        /** A body that never ends. */
        BODY("HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n");

        private final byte[] first;
        private final byte[] drop;

        Manner(String first, String drop) {
            this.first = first.getBytes(StandardCharsets.ISO_8859_1);
            this.drop = drop.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static final long PAUSE_MILLIS = 50;

    private final ServerSocket server;
    private final Manner manner;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    public DrippingServer(Manner manner) {
        this.manner = manner;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        threads.execute(this::accept);
    }

    public URI endpoint() {
        return URI.create((manner == Manner.TLS ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort());
    }

    /** @return how many came */
    public int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket one = server.accept();
                connections.add(one);
                threads.execute(() -> drip(one));
            }
        } catch (IOException ended) {
            // closed
        }
    }

    private void drip(Socket connection) {
        try (connection) {
            OutputStream out = connection.getOutputStream();
            out.write(manner.first);
            do {
                out.write(manner.drop);
                out.flush();
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (IOException | InterruptedException ended) {
            // the client is gone
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
        threads.shutdownNow();
    }
}
