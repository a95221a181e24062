package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.api.ScriptedServer;
import dev.viduroutes.request.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The API as bytes on a socket, with the timeouts of the product. */
class ApiWireTest extends FaultTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String ACCEPTED = "{\"code\":200,\"data\":{\"taskId\":\"t-1\"}}";

    private final ScriptedServer api;
    private volatile ScriptedServer.Script script;

    ApiWireTest() throws IOException {
        api = new ScriptedServer(client -> script.answer(client));
    }

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.api.base-url", "http://" + api.authority());
    }

    @AfterEach
    void stopApi() throws IOException {
        api.close();
    }

    @Test
    void aSubmitAsksForItsPathAloneAndOfSeveralWaitsTheLongestIsKept() throws Exception {
        script = client -> ScriptedServer.say(
                client,
                "HTTP/1.1 429 Slow\r\nRetry-After: 40\r\nRetry-After: 70.5\r\nRetry-After: 50, 60\r\nContent-Length: 12\r\n\r\n"
                        + "{\"code\":429}");
        Future<Outcome> started = start("once");
        await().until(() -> log.text().contains("setbacks=1"));

        assertThat(api.heads().get(0)).startsWith("POST /api/v1/generateTask/vidu-q3 HTTP/1.1\r\n");
        assertThat(log.text()).containsPattern("setbacks=1 nextIn=(70[5-9]|7[1-9]\\d|[89]\\d\\d)\\d\\dms");
        assertStopsQuickly(List.of(started));
    }

    /** Nobody knows yet when the head is complete, so that no timeout of a socket ends the wait. */
    @Test
    void aStopEndsStatusCallsWhoseHeadNeverEnds() throws Exception {
        script = client -> {
            if (api.requests() == 1) {
                ScriptedServer.say(
                        client,
                        HEAD + "Content-Length: " + ACCEPTED.length() + "\r\nConnection: close\r\n\r\n" + ACCEPTED);
            } else {
                drip(client);
            }
        };
        Future<Outcome> started = start("once");
        await().until(() -> api.requests() == 2);

        assertStopsQuickly(List.of(started));
        assertThat(api.clientIsGoneWithin(5)).isTrue();
    }

    private void drip(OutputStream client) throws IOException {
        ScriptedServer.say(client, HEAD + "X: ");
        api.forEver(client, "x", 50);
    }
}
