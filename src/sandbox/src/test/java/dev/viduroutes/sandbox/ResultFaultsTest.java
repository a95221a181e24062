package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Triggers that spoil the download. */
class ResultFaultsTest {

    private final Sandbox sandbox = Sandbox.builder().timeScale(2_000).start();
    private final Caller caller = new Caller(sandbox);

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void aDownloadIsRefusedAtFirst() {
        String url = url("sandbox:fast sandbox:download=404x1 sandbox:download=503x1");
        assertThat(caller.download(url).statusCode()).isEqualTo(404);
        assertThat(caller.download(url).statusCode()).isEqualTo(503);
        assertThat(caller.download(url).statusCode()).isEqualTo(200);
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void aDownloadBreaksOffInTheMiddle() {
        String url = url("sandbox:fast sandbox:truncatedx1");
        assertThatThrownBy(() -> caller.download(url)).isInstanceOf(UncheckedIOException.class);
        assertThat(downloads()).isZero();
        assertThat(caller.download(url).statusCode()).isEqualTo(200);
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void aLargeDownloadBreaksOffUnderTheLengthOfTheWhole() {
        String url = url("sandbox:fast sandbox:truncated sandbox:size=2MB");
        HttpResponse<InputStream> answer =
                caller.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(2 << 20);
        assertThatThrownBy(() -> answer.body().readAllBytes()).isInstanceOf(IOException.class);
    }

    @Test
    void aDownloadIsAPageInsteadOfAVideo() {
        HttpResponse<byte[]> answer = caller.download(url("sandbox:fast sandbox:not-video"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(text(answer)).startsWith("<html>");
    }

    @Test
    void aDownloadIsEmpty() {
        HttpResponse<byte[]> answer = caller.download(url("sandbox:fast sandbox:emptyx1"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void theFirstResultUrlHasExpiredAndTheNextOneWorks() {
        String id = caller.accepted("sandbox:fast sandbox:expired");
        assertThat(caller.download(caller.results(id).get(0)).statusCode()).isEqualTo(403);
        assertThat(caller.download(caller.results(id).get(0)).statusCode()).isEqualTo(200);
    }

    @Test
    void asManyResultUrlsHaveExpiredAsWereAskedFor() {
        String twice = caller.accepted("sandbox:fast sandbox:expiredx2");
        String always = caller.accepted("sandbox:fast sandbox:expired=always");
        assertThat(caller.download(caller.results(twice).get(0)).statusCode()).isEqualTo(403);
        assertThat(caller.download(caller.results(twice).get(0)).statusCode()).isEqualTo(403);
        assertThat(caller.download(caller.results(twice).get(0)).statusCode()).isEqualTo(200);
        for (int i = 0; i < 4; i++) {
            assertThat(caller.download(caller.results(always).get(0)).statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void aDownloadIsRedirectedToTheFileOrElsewhere() {
        HttpResponse<byte[]> own = caller.download(url("sandbox:fast sandbox:redirect"));
        assertThat(own.statusCode()).isEqualTo(302);
        String target = own.headers().firstValue("Location").orElseThrow();
        assertThat(caller.download(target).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> elsewhere = caller.download(url("sandbox:fast sandbox:redirect=http://10.0.0.1/x2"));
        assertThat(elsewhere.headers().firstValue("Location")).contains("http://10.0.0.1/x2");
    }

    @Test
    void aTaskHasAsManyDistinctResultsAsWereAskedFor() {
        assertThat(caller.results(caller.accepted("sandbox:fast sandbox:results=5")))
                .hasSize(5);
        List<String> urls = caller.results(caller.accepted("two sandbox:fast sandbox:two-results"));
        assertThat(urls).hasSize(2);
        for (String url : urls) {
            assertThat(boxes(caller.download(url).body())).containsExactly("ftyp", "free", "mdat", "moov", "free");
        }
        List<Ledger.Result> noted = sandbox.ledger().tasksFor("two").get(0).results();
        assertThat(noted).extracting(Ledger.Result::index).containsExactly(0, 1);
        assertThat(noted).extracting(Ledger.Result::sha256).doesNotHaveDuplicates();
    }

    @Test
    void aFileIsPaddedToItsSizeAndAlwaysTheSameBytes() {
        String url = url("sandbox:fast sandbox:size=3MB");
        byte[] file = caller.download(url).body();
        assertThat(file).hasSize(3 << 20);
        assertThat(boxes(file)).containsExactly("ftyp", "free", "mdat", "moov", "free", "free");
        String sha256 = noted().sha256();
        assertThat(caller.download(url).body()).isEqualTo(file);
        assertThat(noted()).isEqualTo(new Ledger.Result(0, 3L << 20, sha256, 2));
    }

    private String url(String prompt) {
        return caller.results(caller.accepted(prompt)).get(0);
    }

    private int downloads() {
        return noted().downloads();
    }

    private Ledger.Result noted() {
        return sandbox.ledger().tasks().get(0).results().get(0);
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** @return the types of the boxes that make up the whole file */
    private static List<String> boxes(byte[] file) {
        List<String> types = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(file);
        while (buffer.hasRemaining()) {
            int start = buffer.position();
            int length = buffer.getInt();
            types.add(new String(file, start + 4, 4, StandardCharsets.US_ASCII));
            buffer.position(start + length);
        }
        return types;
    }
}
