package dev.viduroutes.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy on this machine: opens tunnels (CONNECT), forwards what it is asked for by an absolute URL, and counts the bytes of
 * each target. It may want a login, and fail in the ways of {@link Fault}.
 */
public final class ScriptedProxy implements AutoCloseable {

    /** What it does instead of opening a tunnel. */
    public enum Fault {
        NONE,
        /** Answers with a status of its own. */
        STATUS,
        /** Closes the connection without a word. */
        CLOSE,
        /** Never answers. */
        HANG,
        /** Sends headers without an end. */
        ENDLESS_HEAD,
        /** Sends one header without an end. */
        ENDLESS_LINE,
        /** Sends interim responses without an end. */
        ENDLESS_INTERIM,
        /** Says that the tunnel stands, and closes it at the first byte. */
        CLOSE_TUNNEL
    }

    private static final Pattern TUNNEL = Pattern.compile("CONNECT (\\S+):(\\d+) HTTP/1\\.1\r\n[\\s\\S]*");
    private static final Pattern FORWARD =
            Pattern.compile("([A-Z]+) http://([^/:\\s]+|\\[[^]]+]):(\\d+)(\\S*) HTTP/1\\.1\r\n([\\s\\S]*)");

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, AtomicLong> bytes = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile String login = "";
    private volatile Fault fault = Fault.NONE;
    private volatile int status;
    private volatile String onlyFor = "";
    private volatile long cutAfter = Long.MAX_VALUE;

    private ScriptedProxy(int port) {
        try {
            server = new ServerSocket(port, 100, InetAddress.getLoopbackAddress());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        threads.execute(this::accept);
    }

    public static ScriptedProxy start() {
        return new ScriptedProxy(0);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** @return {@code http://127.0.0.1:port} */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** It wants this {@code user:password} from now on; empty for none. */
    public void demand(String userAndPassword) {
        login = userAndPassword;
    }

    /** From now on it fails in this way. */
    public void fail(Fault way) {
        fault = way;
    }

    /** From now on it answers with this status. */
    public void answer(int code) {
        status = code;
        fault = Fault.STATUS;
    }

    /** Faults are only for targets with this port. */
    public void onlyFor(int port) {
        onlyFor = ":" + port;
    }

    /** From now on each connection is cut once so many bytes went up through its tunnel. */
    public void cutAfter(long bytesUp) {
        cutAfter = bytesUp;
    }

    /** All is well again. */
    public void heal() {
        fault = Fault.NONE;
        onlyFor = "";
        cutAfter = Long.MAX_VALUE;
    }

    /** @return how many bytes went to a port on this machine, and came from it */
    public long bytes(int port) {
        AtomicLong counted = bytes.get(":" + port);
        return counted == null ? 0 : counted.get();
    }

    /** @return every head that was sent to it, logins included */
    public List<String> heads() {
        return List.copyOf(heads);
    }

    /** Cuts what is open now. */
    public void cut() {
        List<Socket> all = new ArrayList<>(open);
        all.forEach(ScriptedProxy::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = readHead(client.getInputStream());
            heads.add(head);
            Matcher tunnel = TUNNEL.matcher(head);
            Matcher forward = FORWARD.matcher(head);
            if (!login.isEmpty() && !isLoggedIn(head)) {
                refuse(client, 407, "Proxy-Authenticate: Basic realm=\"test\"\r\n");
            } else if (tunnel.matches()) {
                tunnel(client, tunnel.group(1), Integer.parseInt(tunnel.group(2)));
            } else if (forward.matches()) {
                forward(client, forward);
            } else {
                refuse(client, 400, "");
            }
        } catch (IOException broken) {
            // Its peer sees it.
        } finally {
            open.remove(client);
        }
    }

    private boolean isLoggedIn(String head) {
        String wanted = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        return head.contains("\r\nProxy-Authorization: Basic " + wanted + "\r\n");
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no head");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void refuse(Socket client, int code, String header) throws IOException {
        String page = "<html>the proxy's own page: content policy</html>";
        send(
                client,
                "HTTP/1.1 " + code + " No\r\n" + header
                        + "Connection: close\r\nContent-Type: text/html\r\nContent-Length: " + page.length()
                        + "\r\n\r\n" + page);
        client.shutdownOutput();
        // A socket that is closed with bytes unread resets the connection, and the answer is lost.
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private void tunnel(Socket client, String host, int port) throws IOException {
        Fault now = (":" + port).endsWith(onlyFor) ? fault : Fault.NONE;
        if (now == Fault.CLOSE_TUNNEL) {
            send(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            client.getInputStream().read();
        } else if (now != Fault.NONE) {
            fail(client, now);
        } else {
            try (Socket target = new Socket(host, port)) {
                send(client, "HTTP/1.1 200 Connection established\r\n\r\n");
                pipeBoth(client, target);
            }
        }
    }

    private void fail(Socket client, Fault now) throws IOException {
        switch (now) {
            case STATUS -> refuse(client, status, "X-Squid-Error: ERR_ACCESS_DENIED 0\r\n");
            case HANG -> client.getInputStream().read();
            case ENDLESS_HEAD -> endless(client, "HTTP/1.1 200 OK\r\n", "X-More: x\r\n");
            case ENDLESS_LINE -> endless(client, "HTTP/1.1 200 OK\r\nX-More: ", "x".repeat(100));
            case ENDLESS_INTERIM -> endless(client, "", "HTTP/1.1 103 Early Hints\r\n\r\n");
            default -> close(client);
        }
    }

    private static void endless(Socket client, String begin, String more) throws IOException {
        send(client, begin);
        while (true) {
            send(client, more);
        }
    }

    private void forward(Socket client, Matcher request) throws IOException {
        int port = Integer.parseInt(request.group(3));
        if (fault != Fault.NONE && (":" + port).endsWith(onlyFor)) {
            fail(client, fault);
            return;
        }
        String headers = request.group(5)
                .replaceAll("(?i)(?m)^(proxy-authorization|proxy-connection|connection|upgrade):.*\r\n", "");
        String head = request.group(1) + " " + request.group(4) + " HTTP/1.1\r\nConnection: close\r\n" + headers;
        try (Socket target = new Socket(request.group(2), port)) {
            count(target, head.length());
            send(target, head);
            pipeBoth(client, target);
        }
    }

    private void pipeBoth(Socket client, Socket target) throws IOException {
        open.add(target);
        threads.execute(() -> {
            try {
                pipe(client, target, target, cutAfter);
                target.shutdownOutput();
            } catch (IOException broken) {
                close(client);
                close(target);
            }
        });
        try {
            pipe(target, client, target, Long.MAX_VALUE);
        } finally {
            open.remove(target);
        }
    }

    private void pipe(Socket from, Socket to, Socket counted, long most) throws IOException {
        byte[] buffer = new byte[8192];
        long sum = 0;
        for (int read = from.getInputStream().read(buffer);
                read >= 0;
                read = from.getInputStream().read(buffer)) {
            count(counted, read);
            OutputStream out = to.getOutputStream();
            out.write(buffer, 0, read);
            out.flush();
            sum += read;
            if (sum > most) {
                throw new IOException("cut");
            }
        }
    }

    private void count(Socket target, long more) {
        bytes.computeIfAbsent(":" + target.getPort(), port -> new AtomicLong()).addAndGet(more);
    }

    /** @return the names of all headers that it was sent, in lower case */
    public Set<String> headerNames() {
        Set<String> names = ConcurrentHashMap.newKeySet();
        heads.forEach(head -> head.lines()
                .skip(1)
                .filter(line -> line.indexOf(':') > 0)
                .forEach(line -> names.add(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))));
        return names;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException gone) {
            // It is.
        }
        cut();
        threads.shutdownNow();
    }
}
