package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.Ledger;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The endpoint answers soon, whatever else hangs and whoever else calls. */
class CallbackPressureTest extends CallbackTest {

    private static final String BOGUS = "/vidu/callback/nobody/1/" + "A".repeat(43);

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        // Submits would wait for S3.
        settings.setProperty("vidu.s3.write-check", "false");
    }

    @Test
    void callbacksAreAnsweredWhileS3Hangs() throws Exception {
        CompletableFuture<Outcome> stuck = start("stuck", "stuck sandbox:fast");
        s3.stop();
        try {
            await().until(() -> state("stuck").equals("SUCCEEDED"));
            start("next", "next sandbox:never");
            Ledger.Task task = running("next", "next");
            assertThat(post(own(BOGUS), "{}")).isEqualTo(404);

            assertThat(sendTimed(to(callbackUrl("next"))
                            .POST(BodyPublishers.ofString(envelope(task.taskId(), "success")))
                            .build()))
                    .isEqualTo(200);
            await().until(() -> polls("next") >= 1);
        } finally {
            s3.restart();
        }
        assertStoredOnce(end(stuck), "stuck");
    }

    @Test
    void whileTheJournalIsLockedACallbackIsToComeAgain() throws Exception {
        start("r", "one sandbox:never");
        Ledger.Task task = running("r", "one");
        URI url = callbackUrl("one");
        assertThat(post(own(BOGUS), "{}")).isEqualTo(404);
        try (Connection lock = journal().lock()) {
            assertThat(sendTimed(to(url).POST(BodyPublishers.ofString(envelope(task.taskId(), "success")))
                            .build()))
                    .isEqualTo(503);
            for (int i = 0; i < 3; i++) {
                assertThat(sendTimed(to(own(BOGUS))
                                .POST(BodyPublishers.ofString("{}"))
                                .build()))
                        .isEqualTo(404);
            }
            assertThat(lock.isClosed()).isFalse();
        }
        await().until(() -> post(url, envelope(task.taskId(), "success")) == 200);
        await().until(() -> polls("one") >= 1);
    }

    @Test
    void aFloodOfForgeriesDoesNotKeepAGoodOneOut() throws Exception {
        CompletableFuture<Outcome> good = start("good", "good");
        ExecutorService flooders = Executors.newFixedThreadPool(100);
        List<Future<Integer>> flood = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            URI forged = own("/vidu/callback/good/1/"
                    + Integer.toString(i + 1_000_000).repeat(7).substring(0, 43));
            String body = envelope("t" + i, "success");
            flood.add(flooders.submit(() -> post(forged, body)));
        }

        assertStoredOnce(end(good), "good");
        for (Future<Integer> one : flood) {
            assertThat(one.get()).isEqualTo(404);
        }
        flooders.shutdown();
        assertThat(polls("good")).isEqualTo(1);
    }

    @Test
    void clientsThatNeverFinishTheirCallKeepNobodyOut() throws Exception {
        start("r", "one sandbox:never");
        Ledger.Task task = running("r", "one");
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 1_300; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                slow.add(socket);
                String head = "POST " + callbackUrl("one").getPath() + " HTTP/1.1\r\nHost: h\r\n";
                String body = "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{";
                socket.getOutputStream().write((i % 2 == 0 ? head : head + body).getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(post(own(BOGUS), "{}")).isEqualTo(404);
            assertThat(sendTimed(to(callbackUrl("one"))
                            .POST(BodyPublishers.ofString(envelope(task.taskId(), "success")))
                            .build()))
                    .isEqualTo(200);
            slow.get(0).setSoTimeout(5_000);
            assertThat(slow.get(0).getInputStream().read())
                    .as("closed, to make room")
                    .isEqualTo(-1);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().until(() -> polls("one") >= 1);
    }

    private URI own(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
