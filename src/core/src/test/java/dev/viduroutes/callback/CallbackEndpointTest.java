package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.sandbox.Ledger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the endpoint answers to calls that are no callbacks, even under a genuine URL. */
class CallbackEndpointTest extends CallbackTest {

    @Test
    void onlyAPostOfJsonThatNamesATaskIsACallback() throws Exception {
        start("r", "one sandbox:never");
        Ledger.Task task = running("r", "one");
        URI url = callbackUrl("one");
        String good = envelope(task.taskId(), "success");
        byte[] json = good.getBytes(StandardCharsets.UTF_8);

        for (String malformed : List.of(
                "",
                "{}",
                "null",
                "[]",
                "not json",
                good.substring(0, 40),
                "{\"data\":{\"taskId\":null}}",
                "{\"data\":{\"taskId\":{}}}",
                "{\"data\":{\"taskId\":\"\"}}",
                "{\"data\":{\"taskId\":\"two words\"}}",
                "{\"data\":{\"taskId\":\"" + "x".repeat(300) + "\"}}",
                "[".repeat(30_000))) {
            assertThat(post(url, malformed)).as(malformed).isEqualTo(400);
        }
        assertThat(send(to(url).header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(gzip(json)))
                        .build()))
                .isEqualTo(400);
        assertThat(send(HttpRequest.newBuilder(url)
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofByteArray(json))
                        .build()))
                .isEqualTo(415);
        assertThat(send(HttpRequest.newBuilder(url)
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofString(
                                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--"))
                        .build()))
                .isEqualTo(415);
        String large = good.replaceFirst("}$", ",\"x\":\"" + "x".repeat(70_000) + "\"}");
        assertThat(post(url, large)).isEqualTo(413);
        assertThat(send(to(url).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes())))
                        .build()))
                .as("of unknown length")
                .isEqualTo(413);
        assertThat(send(to(url).GET().build())).isEqualTo(405);
        for (String method : List.of("PUT", "DELETE", "OPTIONS", "PATCH", "HEAD")) {
            assertThat(send(to(url).method(method, BodyPublishers.noBody()).build()))
                    .as(method)
                    .isEqualTo(405);
        }
        for (String path :
                List.of("/", "/vidu", "/vidu/callback/", "/vidu/callback/r/1", "/actuator", "/observe/health")) {
            assertThat(post(url.resolve(path), good)).as(path).isEqualTo(404);
        }
        for (String path : List.of(
                "/vidu/callback/null/1/" + "A".repeat(43),
                "/vidu/callback/r/null/" + "A".repeat(43),
                "/vidu/callback/r/1/null",
                "/vidu/callback/%00/1/" + "A".repeat(43),
                "/vidu/callback/r%2F1/1/" + "A".repeat(43),
                "/vidu/callback/..%2F..%2Fobserve/1/" + "A".repeat(43),
                "/vidu/callback/%E2%98%83/1/" + "A".repeat(43),
                "/vidu/callback/$%7Bbody%7D/1/" + "A".repeat(43))) {
            assertThat(post(url.resolve(path), good)).as(path).isEqualTo(404);
        }
        // What a header or a parameter says besides cannot steer the call.
        assertThat(send(to(url).header("vidu_request", "other")
                        .POST(BodyPublishers.ofString(good))
                        .build()))
                .isEqualTo(404);
        assertThat(send(to(url).header("CamelHttpPath", "/x")
                        .header("CamelFileName", "x")
                        .POST(BodyPublishers.ofString("{}"))
                        .build()))
                .isEqualTo(400);

        assertThat(journal().query("SELECT called_back_at FROM vidu_task")).containsExactly("0");
        assertThat(polls("one")).isZero();
        assertThat(post(url, good)).isEqualTo(200);
        await().until(() -> polls("one") >= 1);
    }

    private static byte[] gzip(byte[] plain) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
