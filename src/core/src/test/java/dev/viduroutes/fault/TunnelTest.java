package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.network.ScriptedProxy.Fault;
import dev.viduroutes.network.TlsFront;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.KeyStores;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.SandboxBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** https through a proxy, which opens tunnels; the API, its videos and S3 each behind TLS of their own. */
class TunnelTest extends ProxyTest {

    private static final String PASSWORD = "password-of-the-store";

    @TempDir
    private static Path keys;

    private static Path store;

    private final int videos = FreePort.next();
    private TlsFront api;
    private TlsFront results;
    private TlsFront bucket;
    private TlsFront secureProxy;
    private String bypass = "";
    private boolean secure;
    private boolean identified;

    @BeforeAll
    static void makeKeys() throws Exception {
        store = KeyStores.make(keys.resolve("server.p12"), PASSWORD);
    }

    @Override
    protected SandboxBuilder sandboxBuilder() {
        return super.sandboxBuilder().publicUri(URI.create("https://127.0.0.1:" + videos));
    }

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        open();
        settings.setProperty("vidu.api.base-url", api.uri().toString());
        settings.setProperty("vidu.s3.endpoint", bucket.uri().toString());
        settings.setProperty("vidu.proxy.bypass", bypass);
        settings.setProperty("vidu.tls.trust-store", store.toString());
        settings.setProperty("vidu.tls.trust-store-password", PASSWORD);
        if (identified) {
            settings.setProperty("vidu.tls.key-store", store.toString());
            settings.setProperty("vidu.tls.key-store-password", PASSWORD);
            api.needClients();
            results.wantClients();
            bucket.wantClients();
        }
    }

    @Override
    protected String way() {
        return secure ? secureProxy.uri().toString() : super.way();
    }

    private void open() {
        try {
            api = TlsFront.start(store, PASSWORD, 0, sandbox.baseUri().getPort());
            results = TlsFront.start(store, PASSWORD, videos, sandbox.baseUri().getPort());
            bucket = TlsFront.start(store, PASSWORD, 0, s3.endpoint().getPort());
        } catch (Exception unusable) {
            throw new AssertionError(unusable);
        }
    }

    @AfterEach
    void stopFronts() throws Exception {
        api.close();
        results.close();
        bucket.close();
    }

    @Test
    void apiDownloadsAndS3GoThroughTunnels() throws Exception {
        Outcome outcome = endOf(start("all"));

        assertStoredOnce("all", outcome);
        long video = outcome.videos().get(0).bytes();
        assertThat(proxy.bytes(videos)).isGreaterThan(video);
        assertThat(proxy.bytes(bucket.port())).isGreaterThan(video);
        assertThat(proxy.bytes(api.port())).isPositive();
        assertThat(proxy.heads()).allMatch(head -> head.startsWith("CONNECT"));
        assertThat(told()).isEmpty();
        assertNoSecretIsShown();
    }

    @Test
    void ourCertificateIsShownToAnApiThatDemandsItAndToNobodyElse() throws Exception {
        stopContext();
        stopFronts();
        identified = true;
        startAgain();

        assertStoredOnce("identified", endOf(start("identified")));

        assertThat(api.identified()).isPositive();
        assertThat(results.accepted()).isPositive();
        assertThat(results.identified()).isZero();
        assertThat(bucket.accepted()).isPositive();
        assertThat(bucket.identified()).isZero();
    }

    @Test
    void whatIsBypassedGoesDirectlyAndTheCertificatesAreTrustedThereToo() throws Exception {
        stopContext();
        stopFronts();
        bypass = "127.0.0.1";
        startAgain();

        assertStoredOnce("direct", endOf(start("direct")));

        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void theWayToTheProxyItselfMayBeSecure() throws Exception {
        stopContext();
        stopFronts();
        secure = true;
        secureProxy = TlsFront.start(store, PASSWORD, 0, proxy.port());
        startAgain();

        assertStoredOnce("secure", endOf(start("secure")));

        assertThat(secureProxy.accepted()).isGreaterThan(2);
        assertThat(proxy.heads()).isNotEmpty().allMatch(head -> head.startsWith("CONNECT"));
        secureProxy.close();
    }

    @Test
    void theProxyHearsNothingButWhereToAndWhoAsks() throws Exception {
        endOf(start("heads"));

        assertThat(proxy.headerNames()).isSubsetOf("host", "user-agent", "proxy-authorization", "proxy-connection");
        assertThat(String.join("", proxy.heads())).doesNotContain("Bearer", "key-of-this-test");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 503})
    void whateverItAnswersInsteadOfATunnelIsNoAnswerOfTheApi(int status) throws Exception {
        proxy.answer(status);
        proxy.onlyFor(api.port());

        Future<Outcome> waiting = start("status");
        awaitTries(5);

        assertWaits("status", waiting);
        assertThat(told()).singleElement().asString().contains("status " + status, "vidu.proxy.url");
        proxy.heal();
        assertStoredOnce("status", endOf(waiting));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CLOSE", "ENDLESS_HEAD", "ENDLESS_INTERIM", "CLOSE_TUNNEL"})
    void whateverGoesWrongBeforeTheTunnelStandsLeavesNoDoubt(Fault fault) throws Exception {
        proxy.fail(fault);
        proxy.onlyFor(api.port());

        Future<Outcome> waiting = start("fault");
        awaitTries(3);

        assertWaits("fault", waiting);
        proxy.heal();
        proxy.cut();
        assertStoredOnce("fault", endOf(waiting));
    }

    @Test
    void aTunnelThatIsCutInTheMiddleOfASubmitLeavesItUncertain() throws Exception {
        Future<Outcome> submitted = start("sandbox:hang");
        await().until(() -> submits("sandbox:hang") == 1);
        proxy.cut();

        Outcome outcome = endOf(submitted);

        assertDead("sandbox:hang", outcome, "SUBMIT_UNCERTAIN", "uncertain", Billing.UNKNOWN);
        assertThat(submits("sandbox:hang")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 407})
    void aDownloadThatItRefusesIsTriedUntilItIsNot(int status) throws Exception {
        proxy.answer(status);
        proxy.onlyFor(videos);

        Future<Outcome> waiting = start("download");
        await().until(() -> tunnels(videos) >= 8);

        assertThat(waiting).isNotDone();
        assertThat(names(deadLetters())).isEmpty();
        proxy.heal();
        assertStoredOnce("download", endOf(waiting));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 407})
    void whatItRefusesIsNoAnswerOfS3AndNothingIsPaidMeanwhile(int status) throws Exception {
        proxy.answer(status);
        proxy.onlyFor(bucket.port());

        Future<Outcome> waiting = start("bucket");
        await().until(() -> tunnels(bucket.port()) >= 4);

        assertWaits("bucket", waiting);
        await().until(() -> log.text().contains("bucket=" + BUCKET));
        assertThat(log.text()).contains("ProxyException: the proxy 127.0.0.1:" + proxy.port());
        proxy.heal();
        assertStoredOnce("bucket", endOf(waiting));
    }

    @Test
    void aProxyThatIsAwayIsToldOnceAndWaitedFor() throws Exception {
        proxy.close();

        Future<Outcome> waiting = start("away");
        await().until(() -> told().size() > 0);
        await().until(() ->
                log.lines().stream().filter(line -> line.contains("not sent")).count() >= 0);

        assertWaits("away", waiting);
        assertThat(told()).singleElement().asString().contains("WARN", "unavailable", "vidu.proxy.url");
        assertStopsQuickly(List.of(waiting));
    }

    @Test
    void aStopDoesNotWaitForAProxyThatHangs() throws Exception {
        proxy.fail(Fault.HANG);
        proxy.onlyFor(api.port());
        Future<Outcome> waiting = start("stop");
        await().until(() -> tunnels(api.port()) > 0);

        assertStopsQuickly(List.of(waiting));
    }

    private long tunnels(int port) {
        return proxy.heads().stream()
                .filter(head -> head.toLowerCase(Locale.ROOT).startsWith("connect 127.0.0.1:" + port + " "))
                .count();
    }
}
