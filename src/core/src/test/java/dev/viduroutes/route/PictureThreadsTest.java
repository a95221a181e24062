package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.Test;

/** On which threads pictures are looked for: an S3 server that hangs shall hold up no call to the API. */
class PictureThreadsTest extends GatewayTest {

    private final List<String> threads = new CopyOnWriteArrayList<>();

    /** The step fails three times, as if the server was away. */
    private void fail(String route, String step) throws Exception {
        AdviceWith.adviceWith(
                context,
                route,
                way -> way.weaveById(step).before().process(exchange -> {
                    threads.add(Thread.currentThread().getName());
                    if (threads.size() < 4) {
                        throw new IOException("away");
                    }
                }));
    }

    private void make() throws IOException {
        Files.createDirectories(inbox());
        Files.copy(Path.of("config/samples/harbour.png"), inbox().resolve("harbour.png"));
        drop(
                "shot.json",
                "{\"image_files\": [\"harbour.png\"], \"input\": {\"mode\": \"image-to-video\", \"prompt\": \"x\", \"duration\": 2}}");
        awaitDone("shot.json");
    }

    @Test
    void aLookThatIsTriedAgainRunsWhereVideosAreStored() throws Exception {
        fail("vidu-look-for-image", "vidu-look-for-image-look");

        make();

        assertThat(threads).hasSizeGreaterThanOrEqualTo(4).allMatch(name -> name.startsWith("vidu-delivery-"));
    }

    @Test
    void soDoesTheLookRightBeforeTheSubmit() throws Exception {
        fail("vidu-keep-images", "vidu-keep-images-look");

        make();

        assertThat(threads).hasSize(4).allMatch(name -> name.startsWith("vidu-delivery-"));
    }
}
