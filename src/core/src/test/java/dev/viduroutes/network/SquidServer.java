package dev.viduroutes.network;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's Squid as a process of its own, with a configuration of its own: it wants a login, and writes down what it let through. */
public final class SquidServer implements AutoCloseable {

    /** @param target host and port, or a URL; @param bytes up and down; @param user who asked, {@code -} for nobody */
    record Line(String method, String target, int status, long bytes, String user) {

        static Line parse(String line) {
            String[] parts = line.split(" ");
            long bytes = Long.parseLong(parts[3]) + Long.parseLong(parts[4]);
            return new Line(parts[0], parts[1], Integer.parseInt(parts[2]), bytes, parts[5]);
        }
    }

    private static final String CONFIGURATION = """
            http_port 127.0.0.1:%1$d
            auth_param basic program /usr/lib/squid/basic_ncsa_auth %2$s/passwords
            auth_param basic realm test
            acl known proxy_auth REQUIRED
            acl forbidden port %3$s
            http_access deny forbidden
            http_access allow known
            http_access deny all
            cache deny all
            logformat vidu %%rm %%ru %%>Hs %%>st %%<st %%un
            access_log stdio:%2$s/access.log vidu
            cache_log %2$s/cache.log
            pid_filename %2$s/squid.pid
            coredump_dir %2$s
            pinger_enable off
            netdb_filename none
            shutdown_lifetime 1 second
            """;

    private final Path folder;
    private final Process process;
    private final int port;

    private SquidServer(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /**
     * @param folder where it may write, whoever it becomes
     * @param forbidden ports that nobody may have
     */
    public static SquidServer start(Path folder, int port, String user, String password, String forbidden)
            throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(folder.resolve("passwords"), user + ":" + hashed(password) + "\n");
        Path configuration =
                Files.writeString(folder.resolve("squid.conf"), CONFIGURATION.formatted(port, folder, forbidden));
        Process process = new ProcessBuilder("/usr/sbin/squid", "-N", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        SquidServer squid = new SquidServer(folder, process, port);
        await().atMost(Duration.ofMinutes(1)).until(squid::listens);
        return squid;
    }

    private static String hashed(String password) throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder("openssl", "passwd", "-apr1", "-stdin").start();
        openssl.getOutputStream().write(password.getBytes(StandardCharsets.UTF_8));
        openssl.getOutputStream().close();
        String hash = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        openssl.waitFor(10, TimeUnit.SECONDS);
        return hash;
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** @return what it did, one line for each request or ended tunnel */
    List<Line> lines() throws IOException {
        Path log = folder.resolve("access.log");
        return Files.exists(log)
                ? Files.readAllLines(log).stream().map(Line::parse).toList()
                : List.of();
    }

    /** @return the bytes that went to a port on this machine and came from it, of what it let through */
    long bytes(int target) throws IOException {
        return lines().stream()
                .filter(line -> line.status() < 400 && line.target().contains("127.0.0.1:" + target))
                .mapToLong(Line::bytes)
                .sum();
    }

    /** Ends it, and with it every tunnel, which it writes down. */
    @Override
    public void close() {
        process.destroy();
        await().atMost(Duration.ofMinutes(1)).until(() -> !process.isAlive());
    }
}
