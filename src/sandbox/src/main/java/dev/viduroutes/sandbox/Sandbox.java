package dev.viduroutes.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running stand-in for the APIXO API: nothing is paid, faults come on request (see {@code GET /sandbox}), and the
 * {@link #ledger()} tells what really happened.
 *
 * <p>Of images it fetches those of this machine and those of presigned links, and shows the first as the cover of the video. It
 * does not look at what a prompt says, or know which providers there are: every request that keeps the contract is accepted.
 */
public final class Sandbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final int BACKLOG = 1024;
    private static final int THREADS = 64;
    private static final long IDLE_THREAD_SECONDS = 10;

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI baseUri;
    private final Assembly parts;

    private Sandbox(HttpServer server, ExecutorService threads, URI baseUri, Assembly parts) {
        this.server = server;
        this.threads = threads;
        this.baseUri = baseUri;
        this.parts = parts;
    }

    /** A sandbox with the vendor's values, to be changed and started. */
    public static SandboxBuilder builder() {
        return new SandboxBuilder();
    }

    static Sandbox start(SandboxSettings settings, LongSupplier nanoTime) {
        disableNagle();
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
            URI baseUri = URI.create(
                    "http://" + settings.host() + ":" + server.getAddress().getPort());
            Assembly parts = new Assembly(settings, settings.publicUri().orElse(baseUri), nanoTime);
            ExecutorService threads = threads();
            server.setExecutor(threads);
            server.createContext("/", parts.router());
            server.start();
            LOG.info("sandbox listens at={} scale={}", baseUri, settings.timeScale());
            return new Sandbox(server, threads, baseUri, parts);
        } catch (IOException cannotListen) {
            throw new UncheckedIOException(
                    "sandbox port is " + settings.port() + "; it must be free: " + cannotListen.getMessage(),
                    cannotListen);
        }
    }

    /** Where the API is, without a slash at the end. */
    public URI baseUri() {
        return baseUri;
    }

    /** What was billed and seen up to now. */
    public Ledger ledger() {
        return parts.ledger();
    }

    /** What was charged and given back up to now. */
    public Statement statement() {
        return parts.statement();
    }

    /**
     * The account of this name, to be switched alone. What is switched here is switched for each account.
     *
     * @throws NoSuchElementException if there is none
     */
    public SandboxAccount account(String name) {
        return parts.accounts().named(name);
    }

    /** Sets what each account holds, in USD: with too little, POSTs are answered 402. */
    public void setBalance(double usd) {
        parts.accounts().all().forEach(account -> account.setBalance(usd));
    }

    /** From now on this key is that of the account {@code default}, and its old one answered 401. */
    public void setApiKey(String key) {
        parts.accounts().first().setApiKey(key);
    }

    /** While true, every key is answered 401. */
    public void rejectKey(boolean reject) {
        parts.accounts().all().forEach(account -> account.rejectKey(reject));
    }

    /** While true, every call to the API is answered 503. */
    public void outage(boolean on) {
        parts.accounts().all().forEach(account -> account.outage(on));
    }

    /** While true, every connection is closed without an answer; the pages under {@code /sandbox} still work. */
    public void dropConnections(boolean drop) {
        parts.accounts().all().forEach(account -> account.dropConnections(drop));
    }

    /**
     * Ends the tasks at once that run and whose prompt contains the text: they have succeeded, also those that were to
     * fail or never to end, and who asked for a callback gets it now, not a second time later. A test that has seen what
     * it wanted to see of a task that runs need not wait for its end.
     *
     * @return how many tasks this ended
     */
    public int finish(String promptPart) {
        return parts.finish(promptPart);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        parts.close();
    }

    /** Else every small answer on a connection kept open waits 40 ms for an acknowledgement. Read once by the JDK. */
    private static void disableNagle() {
        String property = "sun.net.httpserver.nodelay";
        if (System.getProperty(property) == null) {
            System.setProperty(property, "true");
        }
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Daemons.named("sandbox-http"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
