package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLProtocolException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.UnsupportedSchemeException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer of HTTP means, or its absence. */
class ApiResponsesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiResponses responses = new ApiResponses(InstantSource.fixed(Instant.parse("2026-11-22T10:15:30Z")));

    static Stream<Exception> neverLeft() {
        return Stream.of(
                new LeaseInDoubtException("r"),
                new ConnectException("refused"),
                new HttpHostConnectException("refused"),
                new ConnectTimeoutException("timeout"),
                new ConnectionRequestTimeoutException("no connection is free"),
                new UnknownHostException("nowhere"),
                new NoRouteToHostException("no route"),
                new SSLHandshakeException("no common cipher"),
                new SSLPeerUnverifiedException("other name"));
    }

    static Stream<Exception> mayHaveArrived() {
        return Stream.of(
                new SocketTimeoutException("Read timed out"),
                new NoHttpResponseException("closed"),
                new ConnectionClosedException("closed"),
                new MalformedChunkCodingException("odd"),
                new TruncatedChunkException("short"),
                new MessageConstraintException("long"),
                new ClientProtocolException("odd"),
                new UnsupportedSchemeException("odd"),
                new SocketException("Connection reset"),
                new SocketException("Broken pipe"),
                new SSLException("closed"),
                new SSLProtocolException("odd"),
                new InterruptedIOException("stop"),
                new EOFException(),
                new IOException("the answer is longer than 1 bytes"),
                new IllegalStateException("who knows"),
                new NullPointerException());
    }

    @ParameterizedTest
    @MethodSource("neverLeft")
    void aCallThatFoundNoConnectionWasNotSent(Exception why) {
        assertThat(responses.failed(why)).isInstanceOf(ApiResponse.NotSent.class);
    }

    @ParameterizedTest
    @MethodSource("mayHaveArrived")
    void aCallThatBrokeOffMayHaveArrived(Exception why) {
        assertThat(responses.failed(why)).isInstanceOf(ApiResponse.Lost.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "120,120",
        "' 7 ',7",
        "3601,3600",
        "999999999,3600",
        "99999999999999999999999999,3600",
        "-1,0",
        "soon,0",
        "'',0",
        "٣,0",
        "'Sun, 22 Nov 2026 10:16:30 GMT',60",
        "'Sun, 22 Nov 2026 10:15:00 GMT',0",
        "'Sun, 22 Nov 2099 10:15:00 GMT',3600",
        "'Sun, 99 Nov 2026 10:16:30 GMT',0"
    })
    void whatTheServerAsksToWaitIsBoundedAndNeverNegative(String header, long seconds) throws Exception {
        assertThat(asked(header)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void noHeaderAsksForNothing() throws Exception {
        assertThat(asked(null)).isEqualTo(Duration.ZERO);
    }

    private Duration asked(String header) throws Exception {
        ApiResponse response = responses.answered(429, header, JSON.readTree("{\"code\":429,\"message\":\"slow\"}"));
        return ((ApiResponse.Answered) response).retryAfter();
    }

    @ParameterizedTest
    @CsvSource({"200,200,200", "200,429,429", "200,500,500", "429,429,429", "500,503,503", "401,0,401", "200,0,0"})
    void anErrorCountsWhereverItStands(int status, int code, int decisive) throws Exception {
        ApiResponse response = responses.answered(status, "", envelope(code));

        assertThat(((ApiResponse.Answered) response).code()).isEqualTo(decisive);
    }

    /** The API may have created the task, and a proxy may have failed behind it. */
    @ParameterizedTest
    @CsvSource({"500,200", "503,200", "429,200", "400,201", "404,299"})
    void anErrorStatusOnAnEnvelopeOfSuccessProvesNothing(int status, int code) throws Exception {
        assertThat(responses.answered(status, "", envelope(code))).isInstanceOf(ApiResponse.Garbled.class);
    }

    private static JsonNode envelope(int code) throws Exception {
        return JSON.readTree("{\"code\":" + code + ",\"data\":{\"taskId\":\"t\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "[{\"code\":200}]",
                "7",
                "\"x\"",
                "{}",
                "{\"code\":null}",
                "{\"code\":\"200 \"}",
                "{\"code\":\"\"}",
                "{\"code\":\"-200\"}",
                "{\"code\":true}",
                "{\"code\":{}}",
                "{\"code\":99999999999}",
                "{\"Code\":200}"
            })
    void jsonWithoutTheEnvelopeIsNotTheApis(String body) throws Exception {
        assertThat(responses.answered(200, "", JSON.readTree(body))).isInstanceOf(ApiResponse.Garbled.class);
        assertThat(responses.answered(429, "", JSON.readTree(body))).isInstanceOf(ApiResponse.Garbled.class);
    }

    @Test
    void aCodeMayStandInQuotes() throws Exception {
        ApiResponse response = responses.answered(200, "", JSON.readTree("{\"code\":\"429\",\"message\":\"slow\"}"));

        assertThat(((ApiResponse.Answered) response).code()).isEqualTo(429);
    }

    @Test
    void anAnswerWithoutABodyIsNotTheApis() {
        assertThat(responses.answered(503, null, null)).isInstanceOf(ApiResponse.Garbled.class);
    }

    @Test
    void whatIsQuotedIsShortAndOfOneLine() {
        JsonNode body = JSON.createObjectNode().put("code", 400).put("message", "a\r\nforged " + "x".repeat(9_000));
        ApiResponse.Answered answered = (ApiResponse.Answered) responses.answered(400, "", body);

        assertThat(answered.message()).startsWith("a forged").hasSizeLessThanOrEqualTo(500);
        assertThat(responses.failed(new IOException("a\nb" + "x".repeat(9_000))).summary())
                .contains("IOException: a b")
                .hasSizeLessThan(300);
    }
}
