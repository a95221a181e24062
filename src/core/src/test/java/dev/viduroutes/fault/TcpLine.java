package dev.viduroutes.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A line to a server that can be cut, as if the server was down, or frozen: then connections are accepted and stay open, and nothing passes any more, as if the server, or
 * a firewall on the way, hung.
 */
public final class TcpLine implements AutoCloseable {

    private final ServerSocket door;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Object frost = new Object();
    private volatile int target;
    private volatile boolean isCut;
    private boolean frozen;

    private TcpLine() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::letIn);
    }

    /** @return a line that leads nowhere yet: whoever comes is let in, and hears nothing */
    public static TcpLine toNobody() throws IOException {
        TcpLine line = new TcpLine();
        line.freeze();
        return line;
    }

    /** @param port of a server on this machine */
    public static TcpLine to(int port) throws IOException {
        TcpLine line = new TcpLine();
        line.target = port;
        return line;
    }

    /** Where the line begins. */
    public int port() {
        return door.getLocalPort();
    }

    /** @param port of the server that the line leads to from now on */
    public void lead(int port) {
        target = port;
        thaw();
    }

    /** Ends every connection, and each new one at once. */
    public void cut() {
        isCut = true;
        sockets.forEach(TcpLine::closeQuietly);
    }

    public void mend() {
        isCut = false;
    }

    /** From now on nothing passes. */
    public void freeze() {
        synchronized (frost) {
            frozen = true;
        }
    }

    /** What was held back passes, and everything after it. */
    public void thaw() {
        synchronized (frost) {
            frozen = false;
            frost.notifyAll();
        }
    }

    private void awaitThaw() throws InterruptedException {
        synchronized (frost) {
            while (frozen) {
                frost.wait();
            }
        }
    }

    private void letIn() {
        try {
            while (true) {
                Socket caller = door.accept();
                if (isCut) {
                    closeQuietly(caller);
                } else {
                    sockets.add(caller);
                    threads.execute(() -> connect(caller));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void connect(Socket caller) {
        try {
            awaitThaw();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            threads.execute(() -> forward(caller, server));
            forward(server, caller);
        } catch (IOException | InterruptedException over) {
            closeQuietly(caller);
        }
    }

    private void forward(Socket from, Socket to) {
        byte[] piece = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                awaitThaw();
                out.write(piece, 0, length);
            }
        } catch (IOException | InterruptedException over) {
            // One of them is gone.
        }
        closeQuietly(from);
        closeQuietly(to);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        threads.shutdownNow();
        sockets.forEach(TcpLine::closeQuietly);
    }
}
