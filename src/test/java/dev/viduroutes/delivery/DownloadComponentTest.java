package dev.viduroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.api.ScriptedServer;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real HTTP component of downloads against hostile servers. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DownloadComponentTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n";

    private static final String COMPONENT =
            "vidu-download:http://result?throwExceptionOnFailure=false&disableStreamCache=true";

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private ScriptedServer server;
    private Settings settings;

    private void start(boolean allowPrivate, ScriptedServer.Script script) throws IOException {
        server = new ScriptedServer(script);
        settings = TestSettings.with(
                "vidu.tmp.directory",
                folder.toString(),
                "vidu.delivery.allow-private",
                Boolean.toString(allowPrivate),
                "vidu.delivery.max-bytes",
                "1MiB",
                "vidu.delivery.download-timeout",
                "1s",
                "vidu.delivery.response-timeout",
                "1s",
                "vidu.threads",
                "2");
        context.getRegistry().bind("vidu-download", DownloadComponent.create(settings, new ResultUrls(settings)));
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        context.stop();
    }

    @Test
    void aPrivateAddressIsRefusedBeforeAnythingIsSentAndNoConnectionIsLost() throws Exception {
        start(false, client -> ScriptedServer.say(client, HEAD + "\r\n"));

        // More often than there are connections.
        for (int i = 0; i < 6; i++) {
            Exchange exchange = get("http://" + server.authority() + "/latest/meta-data");
            assertThat(ObjectHelper.getException(DeliveryProblem.class, exchange.getException()))
                    .hasMessageContaining("private address");
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void aVideoWithoutEndIsGivenUpAtOnce() throws Exception {
        start(true, client -> {
            ScriptedServer.say(client, HEAD + "Content-Length: 1099511627776\r\n\r\n");
            server.forEver(client, "0000ftyp".repeat(1_000), 0);
        });

        assertThat(saved().getException())
                .isInstanceOf(DeliveryProblem.class)
                .hasMessageContaining("vidu.delivery.max-bytes");
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void aVideoThatTricklesIsGivenUpAtTheDeadline() throws Exception {
        start(true, client -> {
            ScriptedServer.say(client, HEAD + "Content-Length: 60000\r\n\r\n0000ftyp");
            server.forEver(client, "x", 100);
        });

        assertThat(saved().getException()).hasMessageContaining("vidu.delivery.download-timeout");
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void aVideoIsSavedMoreOftenThanThereAreConnections() throws Exception {
        start(
                true,
                client -> ScriptedServer.say(client, HEAD + "Content-Length: 8\r\nConnection: close\r\n\r\n0000ftyp"));

        for (int i = 0; i < 6; i++) {
            Exchange exchange = saved();
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(Download.class).bytes()).isEqualTo(8);
        }
    }

    /** Its length was announced as it is on the way; and a few bytes may become gigabytes. */
    @Test
    void whatIsCompressedIsNotInflated() throws Exception {
        byte[] zipped = gzip("0000ftyp");
        start(true, client -> {
            ScriptedServer.say(
                    client, HEAD + "Content-Encoding: gzip\r\nContent-Length: " + zipped.length + "\r\n\r\n");
            client.write(zipped);
        });

        assertThat(saved().getException())
                .isInstanceOf(DeliveryProblem.class)
                .hasMessageContaining(zipped.length + " bytes and no MP4 signature");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    @Test
    void headersWithoutEndAreGivenUp() throws Exception {
        start(true, client -> {
            ScriptedServer.say(client, HEAD);
            server.forEver(client, "X-Header: " + "x".repeat(1_000) + "\r\n", 0);
        });

        assertThat(get("http://" + server.authority()).getException()).isInstanceOf(IOException.class);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        start(
                true,
                client -> ScriptedServer.say(
                        client,
                        "HTTP/1.1 302 Found\r\nLocation: http://" + server.authority()
                                + "/internal\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));

        Exchange exchange = get("http://" + server.authority());

        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(302);
        assertThat(server.requests()).isOne();
    }

    /** @return what came of fetching and saving, as in the routes: while the answer is open */
    private Exchange saved() throws Exception {
        if (context.getRoute("save") == null) {
            Downloads downloads = new Downloads(settings, new ResultUrls(settings));
            RouteBuilder.addRoutes(
                    context,
                    routes -> routes.from("direct:save")
                            .routeId("save")
                            .streamCache("false")
                            .errorHandler(routes.noErrorHandler())
                            .to(COMPONENT)
                            .process(answer -> answer.getMessage().setBody(save(downloads, answer))));
        }
        return request("direct:save", "http://" + server.authority());
    }

    private static Download save(Downloads downloads, Exchange answer) throws IOException {
        InputStream body = answer.getMessage().getBody(InputStream.class);
        return downloads.save(TestTasks.succeeded("https://a"), "j", 200, null, body);
    }

    private Exchange get(String url) {
        return request(COMPONENT, url);
    }

    private Exchange request(String endpoint, String url) {
        return context.createProducerTemplate().request(endpoint, call -> {
            call.getMessage().setHeader(Exchange.HTTP_METHOD, "GET");
            call.getMessage().setHeader(Exchange.HTTP_URI, url);
        });
    }
}
