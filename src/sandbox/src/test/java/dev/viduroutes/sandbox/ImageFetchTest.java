package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images are fetched as the API fetches them, and the video shows the first. */
class ImageFetchTest {

    private static final byte[] PNG = "\u0089PNG\r\n\u001A\nand the rest".getBytes(StandardCharsets.ISO_8859_1);

    private final Pictures pictures = new Pictures();
    private final ImageFetcher fetcher = new ImageFetcher(pictures);
    private HttpServer server;

    @BeforeEach
    void serve() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = switch (path) {
                case "/text" -> "no picture".getBytes(StandardCharsets.UTF_8);
                case "/large" -> ByteBuffer.allocate(10_000_001).put(PNG).array();
                default -> PNG;
            };
            exchange.sendResponseHeaders(path.equals("/gone") ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    private ImageFetcher.Fetched fetch(String url) {
        return fetcher.fetch(new GenerateRequest(
                "auto",
                "image-to-video",
                "720p",
                "",
                List.of(url),
                5,
                "16:9",
                Optional.empty(),
                ImageFetcher.Fetched.NOTHING));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @ParameterizedTest
    @CsvSource({"/gone, INVALID_IMAGE_URL", "/text, UNSUPPORTED_FORMAT", "/large, IMAGE_TOO_LARGE"})
    void whatTheApiCantUseFailsTheTask(String path, String code) {
        assertThat(fetch(url(path)).failCode()).contains(code);
    }

    @Test
    void aServerThatIsNotThereFailsTheTask() {
        server.stop(0);

        assertThat(fetch(url("/a.png")).failCode()).contains("INVALID_IMAGE_URL");
    }

    @Test
    void imagesOfOtherHostsAreNotFetched() {
        assertThat(fetch("https://images.example/a.png")).isEqualTo(ImageFetcher.Fetched.NOTHING);
    }

    @Test
    void theVideoHasTheImageAsItsCover() throws Exception {
        ImageFetcher.Fetched fetched = fetch(url("/a.png"));

        assertThat(fetched.failCode()).isEmpty();
        byte[] picture = pictures.find(fetched.sha256().get(0)).orElseThrow();
        assertThat(picture).isEqualTo(PNG);
        byte[] plain = SampleVideo.bytes("16:9", 5);
        byte[] video = CoverBox.in(plain, picture);
        String text = new String(video, StandardCharsets.ISO_8859_1);
        assertThat(text).contains("covr").contains(new String(PNG, StandardCharsets.ISO_8859_1));
        int moov = text.lastIndexOf("moov") - 4;
        assertThat(moov + ByteBuffer.wrap(video).getInt(moov)).isEqualTo(video.length);
    }
}
