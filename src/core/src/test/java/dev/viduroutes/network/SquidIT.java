package dev.viduroutes.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.route.KeyStores;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real proxy, Debian's Squid: bytes of API, videos and S3 as it counts them. */
class SquidIT extends GatewayTest {

    private static final String PASSWORD = "p@ss/word of this test";
    private static final String STORE_PASSWORD = "password-of-the-store";

    @TempDir
    private Path folder;

    private final int port = FreePort.next();
    private final int videos = FreePort.next();
    private final LogTrap log = LogTrap.of("vidu", Level.DEBUG);
    private SquidServer squid;
    private TlsFront api;
    private TlsFront results;
    private TlsFront bucket;
    private Path keys;
    private boolean tls = true;
    private String login = "vidu:p%40ss%2Fword%20of%20this%20test@";
    private String bypass = "";

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().publicUri(URI.create("https://127.0.0.1:" + videos));
    }

    @Override
    protected void configure(Properties settings) {
        try {
            open();
        } catch (Exception unusable) {
            throw new AssertionError(unusable);
        }
        settings.setProperty("vidu.proxy.url", "http://" + login + "127.0.0.1:" + port);
        settings.setProperty("vidu.proxy.bypass", bypass);
        settings.setProperty("vidu.tls.trust-store", keys.toString());
        settings.setProperty("vidu.tls.trust-store-password", STORE_PASSWORD);
        if (tls) {
            settings.setProperty("vidu.api.base-url", api.uri().toString());
            settings.setProperty("vidu.s3.endpoint", bucket.uri().toString());
        }
    }

    private void open() throws Exception {
        if (keys == null) {
            keys = KeyStores.make(folder.resolve("keys.p12"), STORE_PASSWORD);
            api = TlsFront.start(keys, STORE_PASSWORD, 0, sandbox.baseUri().getPort());
            results = TlsFront.start(
                    keys, STORE_PASSWORD, videos, sandbox.baseUri().getPort());
            bucket = TlsFront.start(keys, STORE_PASSWORD, 0, s3.endpoint().getPort());
            squid = startSquid("1");
        }
    }

    private SquidServer startSquid(String forbidden) throws Exception {
        Path own = Files.createDirectories(folder.resolve("squid"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return SquidServer.start(own, port, "vidu", PASSWORD, forbidden);
    }

    @AfterEach
    void stopAll() throws Exception {
        squid.close();
        api.close();
        results.close();
        bucket.close();
        log.close();
    }

    private Outcome stored(String prompt) {
        Outcome outcome = generate(request(prompt));
        assertThat(outcome.failure()).as(log.text()).isEmpty();
        assertThat(ledger().tasks()).hasSize(1);
        return outcome;
    }

    @Test
    void allBytesGoThroughTunnels() throws Exception {
        long video = stored("a tunnel").videos().get(0).bytes();
        stopContext();
        squid.close();

        // Tunnels are written down when they end.
        assertThat(squid.bytes(videos)).isGreaterThan(video);
        assertThat(squid.bytes(bucket.port())).isGreaterThan(video);
        assertThat(squid.bytes(api.port())).isPositive();
        assertThat(squid.lines())
                .filteredOn(line -> line.status() == 200)
                .allMatch(line -> line.method().equals("CONNECT") && line.user().equals("vidu"));
        assertThat(log.text()).doesNotContain("p@ss", "p%40ss");
    }

    @Test
    void plainHttpGoesThroughItToo() throws Exception {
        stopContext();
        tls = false;
        startAgain();

        long video = stored("plain").videos().get(0).bytes();

        assertThat(squid.bytes(s3.endpoint().getPort())).isGreaterThan(video);
        assertThat(squid.bytes(sandbox.baseUri().getPort())).isPositive();
        assertThat(squid.lines())
                .filteredOn(line -> line.method().equals("POST"))
                .hasSize(1);
    }

    @Test
    void nothingGoesThroughItIfAllIsBypassed() throws Exception {
        stopContext();
        bypass = "*";
        startAgain();

        stored("direct");
        stopContext();
        squid.close();

        // It writes down who connects and says nothing, too.
        assertThat(squid.lines()).noneMatch(line -> line.target().contains("127.0.0.1"));
    }

    @Test
    void aWrongLoginIsToldAndEndsNothing() throws Exception {
        stopContext();
        login = "vidu:wrong-password@";
        startAgain();

        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> generate(request("login")));
        await().until(() ->
                squid.lines().stream().filter(line -> line.status() == 407).count() >= 8);

        assertThat(waiting).isNotDone();
        assertThat(ledger().submits()).isEmpty();
        assertThat(names(deadLetters())).isEmpty();
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR vidu.proxy"))
                .singleElement()
                .asString()
                .contains("407", "vidu.proxy.url");
    }

    @Test
    void aPlaceThatItForbidsAndASquidThatIsAwayAreWaitedFor() throws Exception {
        squid.close();
        squid = startSquid(Integer.toString(api.port()));
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> generate(request("forbidden")));
        await().until(() -> log.text().contains("(status 403)"));

        assertThat(waiting).isNotDone();
        squid.close();
        await().until(() -> log.text().contains("WARN vidu.proxy proxy=127.0.0.1:" + port));
        assertThat(ledger().submits()).isEmpty();
        assertThat(names(deadLetters())).isEmpty();
        squid = startSquid("1");
        Outcome outcome = waiting.get(60, TimeUnit.SECONDS);
        assertThat(outcome.failure()).isEmpty();
        assertThat(ledger().tasks()).hasSize(1);
    }

    @Test
    void aSquidThatIsKilledInTheMiddleOfASubmitLeavesItUncertain() throws Exception {
        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(() -> generate(request("sandbox:hang")));
        await().until(() -> ledger().submitsFor("sandbox:hang") == 1);
        squid.close();

        Outcome outcome = waiting.get(60, TimeUnit.SECONDS);
        assertThat(outcome.failure().orElseThrow().code()).isEqualTo("SUBMIT_UNCERTAIN");
        assertThat(ledger().submitsFor("sandbox:hang")).isEqualTo(1);
    }
}
