package dev.viduroutes.delivery;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.api.ScriptedServer;
import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.http.CallTimeoutException;
import dev.viduroutes.network.Network;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    private CallDeadlines deadlines;
    private DnsResolver names = SystemDefaultDnsResolver.INSTANCE;

    private void start(boolean allowPrivate, ScriptedServer.Script script) throws IOException {
        start(allowPrivate, script, "1s");
    }

    private void start(boolean allowPrivate, ScriptedServer.Script script, String longest) throws IOException {
        server = new ScriptedServer(script);
        settings = TestSettings.with(
                "vidu.tmp.directory",
                folder.toString(),
                "vidu.delivery.allow-private",
                Boolean.toString(allowPrivate),
                "vidu.delivery.max-bytes",
                "1MiB",
                "vidu.delivery.download-timeout",
                longest,
                "vidu.delivery.response-timeout",
                "1s",
                "vidu.threads",
                "2");
        deadlines = new CallDeadlines(settings);
        ResultUrlPolicy urls = new ResultUrlPolicy(settings, names);
        context.getRegistry()
                .bind("vidu-download", DownloadComponent.create(settings, urls, deadlines, Network.of(settings)));
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        context.stop();
        deadlines.close();
    }

    @Test
    void aPrivateAddressIsRefusedBeforeAnythingIsSentAndNoConnectionIsLost() throws Exception {
        start(false, client -> ScriptedServer.say(client, HEAD + "\r\n"));

        // More often than there are connections.
        for (int i = 0; i < 6; i++) {
            Exchange exchange = get("http://" + server.authority() + "/latest/meta-data");
            assertThat(exchange.getException())
                    .isInstanceOf(UnknownHostException.class)
                    .hasMessageContaining("vidu.delivery.allow-private");
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
                .isInstanceOf(DeliveryException.class)
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
        start(true, client -> {
            ScriptedServer.say(client, HEAD + "Content-Length: 42\r\nConnection: close\r\n\r\n");
            client.write(TinyMp4.bytes());
        });

        for (int i = 0; i < 6; i++) {
            Exchange exchange = saved();
            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(Download.class).bytes()).isEqualTo(42);
        }
    }

    /** What a server signed in its own spelling is asked for in that spelling; the rest as browsers write it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "/a~b?Signature=ab~cd /a~b?Signature=ab~cd",
                "/a%7eb%7E%2f%2F?x=%7e+%20&y=a%2fb%2Fc /a%7eb%7E%2f%2F?x=%7e+%20&y=a%2fb%2Fc",
                "/%2525%252F?%2525=%25 /%2525%252F?%2525=%25",
                "/a;b=1,c'd!e*f(g)h@i:j$k&l=m+n?a;b,c'd!e*f(g)h@i:j$k&l=m+n /a;b=1,c'd!e*f(g)h@i:j$k&l=m+n?a;b,c'd!e*f(g)h@i:j$k&l=m+n",
                "/1.mp4#t=1 /1.mp4",
                "/1.mp4?a=1#t=1?b /1.mp4?a=1",
                "/1.mp4? /1.mp4?",
                "?a=1 /?a=1",
                "# /",
                "'' /",
                "//a///b.mp4 //a///b.mp4",
                "/./a/../b/.. /./a/../b/..",
                "/a|b[c]?d|e[f]^g`h{i}\\j /a|b[c]?d|e[f]^g`h{i}\\j",
                "/%zz%?100%&%2 /%zz%?100%&%2",
                "/?url=https://a.example/b?c=d&e=%3F /?url=https://a.example/b?c=d&e=%3F",
                "/?a=1&a=2&&b&=c&d= /?a=1&a=2&&b&=c&d=",
                "/{{vidu.api.key}}?{{vidu.api.key}} /%7B%7Bvidu.api.key%7D%7D?{{vidu.api.key}}",
                "/${env:HOME}?RAW(a)=$simple{b} /$%7Benv:HOME%7D?RAW(a)=$simple{b}",
                "/a\\b?c\\d /a/b?c\\d",
                "/<\"^`>?<\"> /%3C%22%5E%60%3E?%3C%22%3E",
                "/ü😀?ü=😀 /%C3%BC%F0%9F%98%80?%C3%BC=%F0%9F%98%80"
            },
            quoteCharacter = '§')
    void onTheWireStandsWhatTheApiGave(String given, String sent) throws Exception {
        assertThat(target("http://localhost:PORT" + ("''".equals(given) ? "" : given)))
                .isEqualTo(sent);
    }

    @Test
    void spacesAreWrittenAsBrowsersDoAndLineBreaksLeftOut() throws Exception {
        assertThat(target(" \n http://localhost:PORT/a b\t\r\nHost: c?d e\n \0"))
                .isEqualTo("/a%20bHost:%20c?d%20e");
        assertThat(target("http://localhost:PORT/a\0\u001f\u007f?\ud800")).isEqualTo("/a%00%1F%7F?%EF%BF%BD");
        assertThat(server.heads())
                .allMatch(head ->
                        head.lines().filter(line -> line.startsWith("Host: ")).count() == 1);
    }

    /** Java's own classes for URLs know no such host. */
    @Test
    void aHostIsAskedByTheNameThatBrowsersGiveIt() throws Exception {
        names = at(InetAddress.getLoopbackAddress());
        assertThat(host("http://my_bucket.example:PORT/")).isEqualTo("my_bucket.example:" + server.port());
        assertThat(host("HTTP://CDN.Example:0PORT/")).isEqualTo("cdn.example:" + server.port());
        assertThat(host("http://cdn.example.:PORT/")).isEqualTo("cdn.example.:" + server.port());
        assertThat(host("http:\\\\bücher.example:PORT/")).isEqualTo("xn--bcher-kva.example:" + server.port());
        assertThat(host("http://@%63dn.example:PORT\\@b.example/")).isEqualTo("cdn.example:" + server.port());
        assertThat(host("http://0x7f.1:PORT/")).isEqualTo("127.0.0.1:" + server.port());
        assertThat(asked).containsExactly("my_bucket.example", "cdn.example", "xn--bcher-kva.example");
    }

    @Test
    void theUrlIsInNoHeader() throws Exception {
        target("http://localhost:PORT/a?sig=1");

        assertThat(server.heads().get(0)).doesNotContainIgnoringCase("vidu").containsOnlyOnce("sig=1");
    }

    private String target(String url) throws Exception {
        return head(url).lines().findFirst().orElseThrow().replaceAll("^GET | HTTP/1.1$", "");
    }

    private String host(String url) throws Exception {
        return head(url)
                .lines()
                .filter(line -> line.startsWith("Host: "))
                .findFirst()
                .orElseThrow()
                .substring(6);
    }

    private String head(String url) throws Exception {
        if (server == null) {
            start(true, client -> ScriptedServer.say(client, HEAD + "Content-Length: 0\r\n\r\n"));
        }
        assertThat(get(url.replace("PORT", Integer.toString(server.port()))).getException())
                .isNull();
        return server.heads().get(server.heads().size() - 1);
    }

    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** A name server that has the same answer to everything. */
    private DnsResolver at(InetAddress... addresses) {
        return new ScriptedNames(host -> {
            if (!host.matches("[0-9.]+") && !asked.contains(host)) {
                asked.add(host);
            }
            return addresses;
        });
    }

    /** Each answer could end a paid task; the guard judges what is connected to, however often the name is asked for. */
    @Test
    void whateverNameServersSayIsTrouble() throws Exception {
        InetAddress inside = InetAddress.getByName("127.0.0.1");
        Iterator<ScriptedNames.Answer> answers = List.<ScriptedNames.Answer>of(
                        host -> new InetAddress[0],
                        host -> null,
                        host -> new InetAddress[] {inside},
                        host -> new InetAddress[] {InetAddress.getByName("64:ff9b::7f00:1"), inside},
                        host -> {
                            throw new UnknownHostException(host);
                        },
                        host -> {
                            throw new IllegalStateException("no name server");
                        })
                .iterator();
        names = new ScriptedNames(host -> answers.next().of(host));
        start(false, client -> ScriptedServer.say(client, HEAD + "\r\n"));

        while (answers.hasNext()) {
            assertThat(get("http://cdn.example:" + server.port() + "/").getException())
                    .isInstanceOf(UnknownHostException.class);
        }
        assertThat(server.requests()).isZero();
    }

    @Test
    void aNameServerThatHangsIsGivenUpWithTheCall() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        names = new ScriptedNames(host -> {
            awaitWhateverHappens(end);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        start(true, client -> ScriptedServer.say(client, HEAD + "\r\n"));
        // More than there are connections and threads for lookups: 1 s each.
        for (int i = 0; i < 3; i++) {
            promptly(() -> assertThat(
                            get("http://cdn.example:" + server.port() + "/").getException())
                    .isInstanceOf(CallTimeoutException.class)
                    .hasMessageContaining("vidu.delivery.download-timeout"));
        }
        end.countDown();
        assertThat(get("http://cdn.example:" + server.port() + "/").getException())
                .isNull();
    }

    /** As the lookups of the system do. */
    private static void awaitWhateverHappens(CountDownLatch end) {
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException ignored) {
                // It goes on.
            }
        }
    }

    @Test
    void aHeadThatDripsIsGivenUpInTime() throws Exception {
        start(true, client -> {
            ScriptedServer.say(client, "HTTP/1.1 200 OK\r\nX: ");
            server.forEver(client, "x", 50);
        });

        for (int i = 0; i < 3; i++) {
            promptly(() -> assertThat(get("http://" + server.authority()).getException())
                    .isInstanceOf(CallTimeoutException.class));
        }
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    @Test
    void aStopEndsADownload() throws Exception {
        start(
                true,
                client -> {
                    ScriptedServer.say(client, HEAD + "Content-Length: 60000\r\n\r\n0000ftyp");
                    server.forEver(client, "x", 50);
                },
                "1h");
        CompletableFuture<Exchange> download = CompletableFuture.supplyAsync(() -> savedUnchecked());
        await().until(() -> server.requests() == 1);

        promptly(() -> {
            deadlines.afterWaitsEnded(context);
            assertThat(download.join().getException()).hasMessageContaining("the gateway stops");
        });
        assertThat(server.clientIsGoneWithin(5)).isTrue();
    }

    private Exchange savedUnchecked() {
        try {
            return saved();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
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
                .isInstanceOf(DeliveryException.class)
                .hasMessageContaining(zipped.length + " bytes and is no whole MP4");
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
            Downloads downloads = new Downloads(settings, new ResultUrlPolicy(settings));
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
            call.getMessage()
                    .setHeader(ResultUrlConfigurer.URL, WebUrl.parse(url).toString());
        });
    }
}
