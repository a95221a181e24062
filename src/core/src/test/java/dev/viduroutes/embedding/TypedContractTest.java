package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.VideoRequest;
import dev.viduroutes.route.GatewayTest;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What goes in and comes out of {@code direct:vidu-generate}, in the types that a host may use. */
class TypedContractTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final VideoRequest FULL = VideoRequest.textToVideo("typed 映像")
            .requestId("typed-1")
            .metadata(Map.of("project", "harbour"))
            .provider("auto")
            .duration(2)
            .resolution("720p")
            .style("anime")
            .aspectRatio("9:16")
            .movement("small")
            .sound(false)
            .bgm(false)
            .seed(7);

    private <T> T ask(Object request, Class<T> answer) {
        return template().requestBody("direct:vidu-generate", request, answer);
    }

    @Test
    void aTypedRequestSaysWhatTheSameJsonSays() throws Exception {
        assertThat(ask(FULL, Outcome.class).isStored()).isTrue();

        assertThat(JSON.readTree(ledger().lastRequest("typed"))).isEqualTo(JSON.readTree("""
                {"request_type": "async", "provider": "auto", "input": {"mode": "text-to-video", "prompt": "typed 映像",
                 "duration": 2, "resolution": "720p", "style": "anime", "aspect_ratio": "9:16", "movement": "small",
                 "sound": false, "bgm": false, "seed": 7}}"""));
    }

    @Test
    void everyModeHasItsFactory() throws Exception {
        URI image = URI.create("https://images.example/a.png");
        List<VideoRequest> requests = List.of(
                VideoRequest.turboTextToVideo("quick").duration(2),
                VideoRequest.imageToVideo(image).duration(2),
                VideoRequest.turboImageToVideo(image, image).prompt("frames").duration(2));

        for (VideoRequest request : requests) {
            assertThat(ask(request, Outcome.class).failure()).isEmpty();
        }
        assertThat(ledger().tasks())
                .extracting("mode")
                .containsExactly("turbo-text-to-video", "image-to-video", "turbo-image-to-video");
    }

    @Test
    void theOutcomeComesAsWhateverTypeIsAskedFor() throws Exception {
        Outcome outcome = ask(FULL, Outcome.class);
        JsonNode expected = JSON.readTree(
                context().getTypeConverter().convertTo(JsonNode.class, outcome).toString());

        assertThat(expected.path("request_id").asText()).isEqualTo("typed-1");
        assertThat(JSON.readTree(ask(FULL, String.class))).isEqualTo(expected);
        assertThat(JSON.readTree(ask(FULL, byte[].class))).isEqualTo(expected);
        assertThat(JSON.readTree(ask(FULL, InputStream.class))).isEqualTo(expected);
        assertThat(JSON.readTree(JSON.writeValueAsString(ask(FULL, Map.class)))).isEqualTo(expected);
        assertThat(context().getTypeConverter().convertTo(Outcome.class, expected.toString()))
                .isEqualTo(outcome);
    }

    @Test
    void aTypedRequestThatIsWrongIsBuriedAsTheDocumentItStandsFor() throws Exception {
        VideoRequest wrong = VideoRequest.textToVideo("too long").duration(20);

        Outcome outcome = ask(wrong, Outcome.class);

        assertThat(outcome.failure().orElseThrow().problems().get(0).field()).isEqualTo("input.duration");
        assertThat(json(deadLetters().resolve(outcome.source().recordName())))
                .isEqualTo(JSON.valueToTree(wrong.document()));
    }

    @Test
    void theHostsRouteGoesOnWhateverBecameOfTheRequest() throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:host").to("direct:vidu-generate").setHeader("went-on", constant(true));
            }
        });

        for (Object document : List.of(FULL, "no json", request("refused sandbox:fail=CONTENT_VIOLATION"), Map.of())) {
            Exchange answer = template()
                    .request("direct:host", exchange -> exchange.getMessage().setBody(document));
            assertThat(answer.getMessage().getBody()).isInstanceOf(Outcome.class);
            assertThat(answer.getMessage().getHeader("went-on"))
                    .as("after %s", document)
                    .isEqualTo(true);
            assertThat(answer.getException()).isNull();
        }
    }

    @Test
    void everyOutcomeSatisfiesItsPublishedSchema() throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JSON.readTree(Files.readString(Path.of("config", "outcome.schema.json"))));
        List<Object> requests = List.of(
                FULL,
                VideoRequest.textToVideo("no way").duration(20),
                "no json",
                request("refused sandbox:fail=CONTENT_VIOLATION"),
                request("uncertain sandbox:lost"),
                request("undeliverable sandbox:result-url=ftp://127.0.0.1/v.mp4"),
                request("two of them sandbox:two-results"));

        for (Object request : requests) {
            JsonNode outcome = ask(request, JsonNode.class);
            assertThat(schema.validate(outcome)).as("%s", outcome).isEmpty();
        }
        assertThat(schema.validate(JSON.readTree("{\"request_id\": \"x\", \"state\": \"STORED\"}")))
                .isNotEmpty();
    }
}
