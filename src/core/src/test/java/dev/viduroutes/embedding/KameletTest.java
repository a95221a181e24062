package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.kamelet.VideoFailedException;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.GatewayTest;
import java.io.InputStream;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The kamelet {@code vidu-generate-action}, in routes of a host that are YAML. */
class KameletTest extends GatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, "classpath:kamelet/routes.yaml"));
        return camel;
    }

    private JsonNode sent(String prompt) throws Exception {
        return JSON.readTree(ledger().lastRequest(prompt));
    }

    @Test
    void aPromptBecomesARequestWithTheKameletsProperties() throws Exception {
        Outcome outcome = template()
                .requestBodyAndHeader(
                        "direct:prompt", "a plain; \"prompt\" = {x}", "ViduRequestId", "mine-1", Outcome.class);

        assertThat(outcome.isStored()).isTrue();
        assertThat(outcome.requestId()).isEqualTo("mine-1");
        assertThat(sent("a plain")).isEqualTo(JSON.readTree("""
                {"request_type": "async", "provider": "value", "input": {"mode": "text-to-video", "duration": 2,
                 "style": "anime", "sound": false, "prompt": "a plain; \\"prompt\\" = {x}"}}"""));
    }

    @Test
    void whatTheDocumentSaysOutweighsTheKamelet() throws Exception {
        Map<String, Object> input = Map.of("mode", "text-to-video", "prompt", "own length", "duration", 2);
        String answer = template().requestBody("direct:document", Map.of("input", input), String.class);

        assertThat(JSON.readTree(answer).path("state").asText()).isEqualTo("STORED");
        assertThat(sent("own length").at("/input/duration").asInt()).isEqualTo(2);
        assertThat(sent("own length").at("/input/resolution").asText()).isEqualTo("540p");
        assertThat(template()
                        .requestBody("direct:plain", request("untouched"), Outcome.class)
                        .isStored())
                .isTrue();
    }

    @Test
    void aFailureIsAnExceptionIfAskedForAndAnOutcomeElse() {
        String refused = request("no sandbox:fail=CONTENT_VIOLATION");

        CamelExecutionException thrown = catchThrowableOfType(
                CamelExecutionException.class, () -> template().requestBody("direct:document", refused));

        assertThat(thrown).hasCauseInstanceOf(VideoFailedException.class);
        assertThat(((VideoFailedException) thrown.getCause())
                        .outcome()
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo("CONTENT_VIOLATION");
        assertThat(template()
                        .requestBody("direct:plain", "no json", Outcome.class)
                        .isStored())
                .isFalse();
        assertThatThrownBy(() -> template().requestBody("direct:document", "no json"))
                .hasRootCauseInstanceOf(VideoFailedException.class)
                .rootCause()
                .hasMessageStartingWith("INVALID_REQUEST: document is not usable as JSON");
    }

    @Test
    void everyPropertyIsDescribed() throws Exception {
        JsonNode kamelet;
        try (InputStream file = getClass().getResourceAsStream("/kamelets/vidu-generate-action.kamelet.yaml")) {
            kamelet = JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(file));
        }
        JsonNode properties = kamelet.at("/spec/definition/properties");

        assertThat(properties.size()).isEqualTo(12);
        properties.forEach(
                property -> assertThat(property.path("title").asText().isBlank()
                                || property.path("description").asText().length() < 20
                                || property.path("type").asText().isBlank())
                        .as("%s", property)
                        .isFalse());
    }
}
