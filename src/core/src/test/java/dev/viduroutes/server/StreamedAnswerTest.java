package dev.viduroutes.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer that takes long is bounded by its reader, not by time; and one that nobody reads holds nothing. */
@Timeout(60)
class StreamedAnswerTest {

    private static final Duration LONGEST = Duration.ofMillis(500);
    private static final Buffer PART = Buffer.buffer(new byte[64 * 1024]);

    private final Vertx vertx = Vertx.vertx();
    private final ConnectionLimiter limiter = new ConnectionLimiter(vertx, 10, LONGEST);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong written = new AtomicLong();
    private HttpServer server;

    @BeforeEach
    void start() {
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setWriteIdleTimeout((int) LONGEST.toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setHttp2ClearTextEnabled(false))
                .connectionHandler(limiter::admit)
                .requestHandler(call -> {
                    limiter.watch(call);
                    if (call.path().equals("/once")) {
                        call.response().end("once");
                        return;
                    }
                    StreamedAnswer answer = limiter.stream(call);
                    answer.onClose(() -> closed.set(true));
                    answer.response().setChunked(true);
                    if (call.path().equals("/much")) {
                        writeOn(answer);
                    } else {
                        drip(answer, 12);
                    }
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** A little, again and again, for longer than a call may last. */
    private void drip(StreamedAnswer answer, int left) {
        if (left == 0) {
            answer.write(Buffer.buffer("late")).onSuccess(taken -> answer.end());
        } else {
            answer.write(Buffer.buffer("."));
            vertx.setTimer(LONGEST.toMillis() / 4, later -> drip(answer, left - 1));
        }
    }

    private void writeOn(StreamedAnswer answer) {
        answer.write(PART).onSuccess(taken -> {
            written.addAndGet(PART.length());
            writeOn(answer);
        });
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket call(String path) throws Exception {
        Socket client = new Socket();
        client.setReceiveBufferSize(8 * 1024);
        client.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
        client.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    @Test
    void whoTakesNothingIsClosedAndWasGivenLittle() throws Exception {
        try (Socket client = call("/much")) {
            await().untilTrue(closed);
            assertThat(client.isConnected()).isTrue();
            assertThat(written.get()).isLessThan(32L << 20);
        }
    }

    @Test
    void whoReadsMayTakeLongerThanACallMay() throws Exception {
        try (Socket client = call("/late")) {
            InputStream in = client.getInputStream();
            StringBuilder read = new StringBuilder();
            while (read.indexOf("late") < 0) {
                int next = in.read();
                assertThat(next).as("after %s", read).isNotNegative();
                read.append((char) next);
            }
            await().untilTrue(closed);
            // Its connection counts again, and has its time for another call.
            assertThat(limiter.count()).isEqualTo(1);
            client.getOutputStream().write("GET /once HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).contains("once");
        }
        await().until(() -> limiter.count() == 0);
    }

    @Test
    void whoGoesAwayIsForgotten() throws Exception {
        call("/much").close();
        await().untilTrue(closed);
        await().until(() -> limiter.count() == 0);
    }
}
