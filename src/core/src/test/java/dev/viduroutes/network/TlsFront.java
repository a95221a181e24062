package dev.viduroutes.network;

import dev.viduroutes.settings.TlsSettings;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** TLS before a server on this machine that has none. */
public final class TlsFront implements AutoCloseable {

    private final SSLServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger identified = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int target;
    private volatile boolean wantsClients;
    private volatile boolean needsClients;

    private TlsFront(SSLServerSocket server, int target) {
        this.server = server;
        this.target = target;
        threads.execute(this::accept);
    }

    /**
     * @param keys PKCS12 with the server's key, and whom it trusts if it asks clients for certificates
     * @param target a port on this machine
     */
    public static TlsFront start(Path keys, String password, int port, int target) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = new FileInputStream(keys.toFile())) {
            store.load(file, password.toCharArray());
        }
        KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        key.init(store, password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        TlsSettings trust = new TlsSettings(Optional.of(keys), password, Optional.empty(), "");
        context.init(key.getKeyManagers(), TrustStore.read(trust.trustStore().orElseThrow(), password), null);
        SSLServerSocket server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(port, 100, InetAddress.getByName("127.0.0.1"));
        return new TlsFront(server, target);
    }

    /** Asks its clients for a certificate. */
    public TlsFront wantClients() {
        wantsClients = true;
        return this;
    }

    /** Lets nobody in who has none. */
    public TlsFront needClients() {
        needsClients = true;
        return this;
    }

    /** Stands before this port from now on. */
    public void standBefore(int port) {
        target = port;
    }

    public int port() {
        return server.getLocalPort();
    }

    public URI uri() {
        return URI.create("https://127.0.0.1:" + port());
    }

    /** @return how many connections came with a certificate */
    public int identified() {
        return identified.get();
    }

    /** @return how many connections came as far as TLS */
    public int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SSLSocket client) {
        try (client) {
            demandOf(client);
            client.startHandshake();
            accepted.incrementAndGet();
            if (hasPeer(client)) {
                identified.incrementAndGet();
            }
            forward(client);
        } catch (IOException broken) {
            // Its peer sees it.
        } finally {
            open.remove(client);
        }
    }

    /** Of each connection: one that is being waited for has the settings that the server had before. */
    private void demandOf(SSLSocket client) {
        if (needsClients) {
            client.setNeedClientAuth(true);
        } else {
            client.setWantClientAuth(wantsClients);
        }
    }

    private void forward(SSLSocket client) throws IOException {
        try (Socket behind = new Socket("127.0.0.1", target)) {
            open.add(behind);
            threads.execute(() -> pipe(client, behind));
            pipe(behind, client);
            open.remove(behind);
        }
    }

    private static boolean hasPeer(SSLSocket client) {
        try {
            return client.getSession().getPeerCertificates().length > 0;
        } catch (IOException none) {
            return false;
        }
    }

    private static void pipe(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException broken) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(TlsFront::closeQuietly);
        threads.shutdownNow();
    }
}
