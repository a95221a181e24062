package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What anybody may write to an open port: an answer that refuses it, and no word in the log. */
class OddRequestLinesTest extends CallbackTest {

    private static final String PATH = "/vidu/callback/r/1/" + "A".repeat(43);
    private static final String HOST = " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
    private static final Pattern STATUS = Pattern.compile("HTTP/[12]\\.[01] (\\d{3}) ");

    @Test
    void whateverStrangersWriteIsRefusedWithoutAWord() throws Exception {
        start("r", "one sandbox:never");
        Ledger.Task task = running("r", "one");
        Map<String, String> answers = new LinkedHashMap<>();
        try (LogTrap log = LogTrap.of("ROOT", Level.INFO)) {
            for (String odd : new String[] {
                "OPTIONS *" + HOST,
                "GET *" + HOST,
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "CONNECT a:1" + HOST,
                "CONNECT" + HOST,
                "POST a:1" + HOST,
                "POST ?" + HOST,
                "POST ?a=b" + HOST,
                "POST #" + HOST,
                "POST //" + HOST,
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nExpect: banana\r\nContent-Length: 2\r\n\r\n{}",
                "POST " + PATH
                        + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nExpect: banana\r\nContent-Length: 2\r\n\r\n{}",
                "POST /%zz" + HOST,
                "POST " + PATH + "%" + HOST,
                "POST " + PATH + "?%zz=%" + HOST,
                "POST /vidu/callback/%zz/1/" + "A".repeat(43) + HOST,
                "POST /vidu/callback/%c3%28/1/" + "A".repeat(43) + HOST,
                "POST /vidu/callback/\0/1/" + "A".repeat(43) + HOST,
                "POST /vidu/callback/%00/1/" + "A".repeat(43) + HOST,
                "POST /vidu/callback/\u00ff/1/" + "A".repeat(43) + HOST,
                "POST /../../etc/passwd" + HOST,
                "POST http://other.example" + PATH + HOST,
                "POST http://" + HOST,
                "POST http://[::1" + PATH + HOST,
                "POST file:///etc/passwd" + HOST,
                "BANANA " + PATH + HOST,
                "TRACE " + PATH + HOST,
                "G\u00ffT " + PATH + HOST,
                "GET " + PATH + " HTTP/1.0\r\n\r\n",
                "GET " + PATH + "\r\n\r\n",
                "GET / HTTP/1.1 x\r\nHost: h\r\n\r\n",
                "GET / BANANA\r\nHost: h\r\n\r\n",
                "\r\n\r\n\r\n",
                "\0\0\0\0\r\n\r\n",
                "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003" + "x".repeat(300),
                "SSH-2.0-OpenSSH_9.2\r\n",
                "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\nb\r\n",
                "GET /" + "a".repeat(10_000) + HOST,
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nX: " + "a".repeat(40_000) + "\r\n\r\n",
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\n" + "X: a\r\n".repeat(10_000) + "\r\n",
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
                "POST " + PATH
                        + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: banana\r\nContent-Length: 2\r\n\r\n{}",
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nContent-Type: \0/;;;=\"\r\nContent-Length: 2\r\n\r\n{}",
                "POST " + PATH
                        + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json; charset=banana\r\nContent-Length: 2\r\n\r\n{}",
                "POST " + PATH
                        + " HTTP/1.1\r\nHost: h\r\nCookie: =;;\0\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                "POST " + PATH + " HTTP/1.1\r\nno colon\r\nContent-Length: 2\r\n\r\n{}",
                "POST " + PATH + " HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: x\r\nContent-Length: 2\r\n\r\n{}",
                "GET " + PATH + " HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\n\r\n"
            }) {
                answers.put(odd.substring(0, Math.min(odd.length(), 120)), answer(odd));
            }
            // Whatever would be logged of them has been, once this is through.
            assertThat(post(callbackUrl("one"), envelope(task.taskId(), "success")))
                    .isEqualTo(200);
            await().until(() -> polls("one") >= 1);

            assertThat(answers)
                    .allSatisfy((odd, answer) -> assertThat(answer).as(odd).matches("4\\d\\d|501|closed"));
            assertThat(answers.get("OPTIONS *" + HOST)).isEqualTo("400");
            assertThat(answers.get("CONNECT a:1" + HOST)).isEqualTo("400");
            assertThat(answers.get("POST /%zz" + HOST)).isEqualTo("400");
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.startsWith("WARN"));
            assertThat(log.text()).doesNotContain("Unhandled", "xception");
        }
    }

    /** @return the status, or that the connection was closed without a word */
    private String answer(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            StringBuilder answer = new StringBuilder();
            try {
                InputStream in = socket.getInputStream();
                for (int next = in.read(); next >= 0 && answer.indexOf("\r\n") < 0; next = in.read()) {
                    answer.append((char) next);
                }
            } catch (IOException reset) {
                // What was not read of the request breaks the connection once it is closed.
            }
            Matcher status = STATUS.matcher(answer);
            return status.lookingAt() ? status.group(1) : answer.isEmpty() ? "closed" : answer.toString();
        }
    }
}
