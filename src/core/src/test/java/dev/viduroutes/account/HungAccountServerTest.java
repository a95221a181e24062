package dev.viduroutes.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.viduroutes.route.GatewayTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server of one of two accounts takes calls and does not answer, for as long as the API may be silent; the other one goes on. */
class HungAccountServerTest extends GatewayTest {

    private static final int SLOTS = 24;
    private static final int THREADS = 16;
    /** (16 - 2) / 2 accounts. */
    private static final int SHARE = 7;
    /** The API may be silent for 60 s. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger submits = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer hung;
    private boolean refusesSubmits;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        hung = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hung.setExecutor(threads);
        hung.createContext("/", this::answer);
        hung.start();
        return super.createCamelContext();
    }

    private void answer(HttpExchange call) throws IOException {
        boolean submit = call.getRequestMethod().equals("POST");
        (submit ? submits : questions).incrementAndGet();
        if (submit && refusesSubmits) {
            byte[] refusal = "{\"code\": 401, \"message\": \"invalid API key\"}".getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(401, refusal.length);
            call.getResponseBody().write(refusal);
            call.close();
            return;
        }
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        call.close();
    }

    @AfterEach
    void stopTheHungOne() {
        over.countDown();
        hung.stop(0);
        threads.shutdownNow();
    }

    /** The hung one comes first, wherever accounts are gone through one after the other. */
    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.accounts", "studio,default");
        settings.setProperty("vidu.account.studio.key", "key-of-the-studio");
        settings.setProperty(
                "vidu.account.studio.base-url",
                "http://127.0.0.1:" + hung.getAddress().getPort());
        settings.setProperty("vidu.account.studio.concurrent-tasks", Integer.toString(SLOTS));
        settings.setProperty("vidu.threads", Integer.toString(THREADS));
        settings.setProperty("vidu.route.mode.turbo-text-to-video", "default");
    }

    private static String ofTheOther(String prompt) {
        return request(prompt).replace("text-to-video", "turbo-text-to-video");
    }

    private Duration timeOfTheOther(String name) throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            drop(name + i + ".json", ofTheOther(name + i));
        }
        for (int i = 0; i < 20; i++) {
            awaitDone(name + i + ".json");
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void callsThatHangTakeAShareOfTheThreadsAndNoMore() throws Exception {
        Duration alone = timeOfTheOther("before");
        for (int i = 0; i < SLOTS + 6; i++) {
            drop("s" + i + ".json", request("s" + i));
        }
        await().until(() -> submits.get() >= SHARE);

        Duration beside = timeOfTheOther("beside");

        assertThat(submits).hasValue(SHARE);
        assertThat(beside).isLessThan(SOON).isLessThan(alone.multipliedBy(2));
    }

    @Test
    void whetherAnAccountIsInOrderIsAskedWhileTheQuestionAboutAnotherHasNoAnswer() throws Exception {
        refusesSubmits = true;
        sandbox.rejectKey(true);
        drop("s.json", request("s"));
        await().until(() -> accounts().named("studio").gate().isShut() && questions.get() > 0);
        drop("d.json", ofTheOther("d"));
        await().until(() -> accounts().named("default").gate().isShut());
        long begun = System.nanoTime();

        sandbox.rejectKey(false);
        awaitDone("d.json");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        assertThat(questions).as("one at a time").hasValue(1);
        assertThat(accounts().named("studio").gate().isShut()).isTrue();
    }
}
