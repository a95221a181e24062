package dev.viduroutes.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call has its time, and no more, however it is spent. */
@Timeout(60)
class ConnectionLimiterTest {

    private static final String HEAD = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n";
    private static final String CALL = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private ConnectionLimiter limiter;
    private HttpServer server;

    private void start(Duration longest) {
        limiter = new ConnectionLimiter(vertx, 10, longest);
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setHttp2ClearTextEnabled(false))
                .connectionHandler(limiter::admit)
                .requestHandler(call -> {
                    limiter.watch(call);
                    call.end().onSuccess(whole -> call.response().end());
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /x HTTP/1.1\r\nX-Drip: ", HEAD, CALL + "x" + HEAD})
    void aCallThatTricklesInIsGivenUpInTime(String begun) throws Exception {
        start(Duration.ofMillis(300));
        try (Socket client = new Socket("127.0.0.1", server.actualPort())) {
            client.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> readAll(client));

            // Until the server is heard to close it, or the connection is found broken.
            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> closed.isDone() || !drip(client));
            closed.join();
        }
        await().until(() -> limiter.count() == 0);
    }

    private static void readAll(Socket client) {
        try {
            client.getInputStream().readAllBytes();
        } catch (IOException reset) {
            // It is closed, too.
        }
    }

    private static boolean drip(Socket client) {
        try {
            client.getOutputStream().write('x');
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void callsThatComeInTimeMayGoOnForLonger() throws Exception {
        Duration longest = Duration.ofSeconds(1);
        start(longest);
        try (Socket client = new Socket("127.0.0.1", server.actualPort())) {
            client.setSoTimeout(10_000);
            InputStream answers = client.getInputStream();
            long begin = System.nanoTime();
            for (int calls = 0;
                    System.nanoTime() - begin < longest.plusMillis(200).toNanos();
                    calls++) {
                client.getOutputStream().write((CALL + "x").getBytes(StandardCharsets.US_ASCII));
                assertThat(answers.read()).as("answer %d", calls).isNotNegative();
                answers.skipNBytes(answers.available());
            }
        }
    }
}
