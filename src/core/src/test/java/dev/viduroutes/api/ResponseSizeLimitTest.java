package dev.viduroutes.api;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.http.CallTimeoutException;
import dev.viduroutes.network.Network;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real HTTP component against servers that answer too much, too slowly, or something else. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResponseSizeLimitTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final int MOST_BYTES = 64 * 1024;
    /** The settings allow a second; the rest is for a busy machine. */
    private static final Duration SOON = Duration.ofSeconds(6);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private ScriptedServer server;
    private CallDeadlines deadlines;
    private String bound = "";

    @BeforeEach
    void start() {
        deadlines = new CallDeadlines(TestSettings.with());
        context.start();
    }

    private void bindComponent(String url) {
        if (!url.equals(bound)) {
            bound = url;
            context.removeComponent("vidu-api");
            Settings settings = TestSettings.with(
                    "vidu.api.response-timeout", "1s", "vidu.api.max-answer-bytes", "64KiB", "vidu.api.base-url", url);
            context.getRegistry()
                    .bind(
                            "vidu-api",
                            ApiComponent.create(settings, new ApiKeys(settings), deadlines, Network.of(settings)));
        }
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        context.stop();
        deadlines.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1099511627776\r\n\r\n", "Connection: close\r\n\r\n"})
    void anAnswerWithoutEndIsGivenUpAtTheLargestSize(String framing) throws Exception {
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, HEAD + framing);
            server.forEver(client, "x".repeat(8_192), 0);
        });

        assertThat(soon().getException()).hasMessageContaining("vidu.api.max-answer-bytes");
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void chunksWithoutEndAreGivenUpToo() throws Exception {
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            server.forEver(client, "1000\r\n" + "x".repeat(4_096) + "\r\n", 0);
        });

        assertThat(soon().getException()).hasMessageContaining("vidu.api.max-answer-bytes");
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void anAnswerThatTricklesIsGivenUpInTime() throws Exception {
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, HEAD + "Content-Length: 60000\r\n\r\n");
            server.forEver(client, "x", 100);
        });

        assertThat(soon().getException()).hasMessageContaining("vidu.api.response-timeout");
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void aSilentServerIsGivenUpInTime() throws Exception {
        server = new ScriptedServer(client -> server.forEver(client, "", 100));

        assertThat(soon().getException()).isInstanceOf(IOException.class);
    }

    /** Byte by byte, so that no silence is ever long. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "HTTP/1.1 103 Early Hints\r\n\r\n",
                "\r\n",
                HEAD + "Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: "
            })
    void aHeadThatNeverEndsIsGivenUpInTime(String dripping) throws Exception {
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, dripping.startsWith("HTTP/1.1 1") ? dripping : "HTTP/1.1 ");
            server.forEver(client, dripping, 50);
        });

        assertThat(soon().getException()).isInstanceOf(IOException.class);
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void whatComesAfterAHeadThatDripsIsGivenUpWithWhoDecidedSo() throws Exception {
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, HEAD + "X-Header: ");
            server.forEver(client, "x", 50);
        });

        assertThat(soon().getException())
                .isInstanceOfSatisfying(
                        CallTimeoutException.class,
                        timeout -> assertThat(timeout.mayHaveLeft()).isTrue())
                .hasMessageContaining("the head of the answer took longer than 1000 ms (vidu.api.response-timeout)");
    }

    @Test
    void chunksWhoseEndDripsAreGivenUpInTime() throws Exception {
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Trailer: ");
            server.forEver(client, "x", 50);
        });

        assertThat(soon().getException()).hasMessageContaining("vidu.api.response-timeout");
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void interimAnswersWithoutEndAreGivenUpAtOnceAndAFewAreRead() throws Exception {
        server = new ScriptedServer(client -> server.forEver(client, "HTTP/1.1 103 Early Hints\r\n\r\n", 0));
        assertThat(soon().getException()).hasMessageContaining("interim answers");
        server.close();

        answering("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + HEAD
                + "Content-Length: 2\r\n\r\n{}");
        assertThat(soon().getException()).isNull();
    }

    /** A handshake is part of the wait for a connection, which is long here: nothing has left yet. */
    @Test
    void aStopEndsAHandshakeThatNeverEnds() throws Exception {
        // A handshake record of 16,000 bytes, of which one comes now and then.
        server = ScriptedServer.rude(client -> {
            client.write(new byte[] {22, 3, 3, 62, (byte) 0x80});
            server.forEver(client, "\2", 50);
        });
        CompletableFuture<Exchange> call = CompletableFuture.supplyAsync(() -> post("https"));
        await().until(() -> server.requests() == 1);

        promptly(() -> {
            deadlines.afterWaitsEnded(context);
            assertThat(call.join().getException())
                    .isInstanceOfSatisfying(
                            CallTimeoutException.class,
                            timeout -> assertThat(timeout.mayHaveLeft()).isFalse());
        });
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void aCallThatHasEndedIsForgotten() throws Exception {
        answering(HEAD + "Content-Length: 2\r\n\r\n{}");

        assertThat(soon().getException()).isNull();

        assertThat(deadlines.underWay()).isZero();
    }

    @Test
    void headersWithoutEndAreGivenUp() throws Exception {
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, HEAD);
            server.forEver(client, "X-Header: " + "x".repeat(1_000) + "\r\n", 0);
        });

        assertThat(soon().getException()).isInstanceOf(IOException.class);
    }

    @Test
    void aHeaderLineWithoutEndIsGivenUp() throws Exception {
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, HEAD + "X-Header: ");
            server.forEver(client, "x".repeat(1_000), 0);
        });

        assertThat(soon().getException()).isInstanceOf(IOException.class);
    }

    @Test
    void whatIsCompressedIsNotInflated() throws Exception {
        byte[] bomb = gzip(50 << 20);
        assertThat(bomb).hasSizeLessThan(MOST_BYTES);
        server = new ScriptedServer(client -> {
            ScriptedServer.say(client, HEAD + "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n");
            client.write(bomb);
        });

        byte[] body = soon().getMessage().getBody(byte[].class);

        assertThat(body == null ? 0 : body.length).isLessThanOrEqualTo(MOST_BYTES);
    }

    private static byte[] gzip(int zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(new byte[zeros]);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"429 Slow", "503 Busy", "500 Oops", "408 Slow"})
    void aPostIsNeverRepeated(String status) throws Exception {
        answering("HTTP/1.1 " + status + "\r\nRetry-After: 0\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");

        assertThat(soon().getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class))
                .isEqualTo(Integer.parseInt(status.substring(0, 3)));
        assertThat(server.requests()).isOne();
    }

    @Test
    void aPostWhoseConnectionBreaksIsNeverRepeated() throws Exception {
        server = new ScriptedServer(client -> {});

        assertThat(soon().getException()).isInstanceOf(IOException.class);
        assertThat(server.requests()).isOne();
    }

    /** Else a submit would be lost on its way, and nobody could know whether it had arrived. */
    @Test
    void aConnectionThatTheServerClosedMeanwhileIsNotUsedForTheNextPost() throws Exception {
        answering(HEAD + "Content-Length: 2\r\n\r\n{}");
        for (int i = 1; i <= 5; i++) {
            int calls = i;
            assertThat(soon().getException()).as("call %s", i).isNull();
            await().until(() -> server.closedConnections() == calls);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"301", "302", "307", "308"})
    void theKeyIsNotCarriedAlongARedirect(String status) throws Exception {
        ScriptedServer elsewhere = new ScriptedServer(client -> ScriptedServer.say(client, HEAD + "\r\n"));
        answering("HTTP/1.1 " + status + " Moved\r\nLocation: http://" + elsewhere.authority()
                + "/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        soon();

        assertThat(elsewhere.requests()).isZero();
        elsewhere.close();
    }

    private void answering(String answer) throws IOException {
        server = new ScriptedServer(client -> ScriptedServer.say(client, answer));
    }

    /** @return what came of a POST, which has to come soon */
    private Exchange soon() {
        long startNanos = System.nanoTime();
        Exchange exchange = post("http");
        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(SOON);
        return exchange;
    }

    private Exchange post(String scheme) {
        String url = scheme + "://" + server.authority();
        bindComponent(url);
        return context.createProducerTemplate().request("vidu-api:" + url + "?throwExceptionOnFailure=false", call -> {
            call.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
            call.getMessage().setHeader(ApiKeys.ACCOUNT_HEADER, "default");
            call.getMessage().setHeader("Authorization", "Bearer key-of-this-test");
            call.getMessage().setBody("{}");
        });
    }
}
