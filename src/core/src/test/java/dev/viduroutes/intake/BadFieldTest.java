package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.GatewayTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Documents that break the contract, as files; the rules one by one are in the tests of the admission. */
class BadFieldTest extends GatewayTest {

    private static final String EMOJI = "\uD83C\uDF0A";

    private record Expected(String content, List<String> says) {}

    private final Map<String, Expected> files = new LinkedHashMap<>();

    private void bad(String name, String document, String... says) {
        files.put(name + ".json", new Expected(document, List.of(says)));
    }

    private void badInput(String name, String fields, String... says) {
        bad(name, "{\"input\": {\"mode\": \"text-to-video\", \"prompt\": \"p\"" + fields + "}}", says);
    }

    private void badImage(String name, String url) {
        bad(name, images("\"" + url + "\""), "input.image_urls[0] is ", "a public http or https URL");
    }

    private static String images(String urls) {
        return "{\"input\": {\"mode\": \"image-to-video\", \"image_urls\": [" + urls + "]}}";
    }

    @Test
    void aFieldThatBreaksTheContractIsNamedWithWhatWasFoundAndWhatIsAllowed() throws Exception {
        bad("no-input", "{}", "input is missing");
        bad("input-null", "{\"input\": null}", "input is null");
        bad("unknown", request("p").replaceFirst("\\{", "{\"metdata\": {}, "), "metdata", "did you mean metadata?");
        badInput("unknown-in-input", ", \"durration\": 3", "input.durration", "did you mean duration?");
        badInput("mode", ", \"resolution\": \"4k\"", "input.resolution is \"4k\"", "540p, 720p or 1080p");
        bad("long", request("x".repeat(5_001)), "input.prompt is a text of 5001 characters", "1 to 5000");
        bad("three-images", images("\"https://a.b/1\", \"https://a.b/2\", \"https://a.b/3\""), "a list of 3");
        bad("no-image", images(""), "input.image_urls is a list of 0");
        badInput("image-in-text", ", \"image_urls\": [\"https://a.b/1\"]", "images are for the image modes");
        bad(
                "style",
                images("\"https://a.b/1\"").replace("]", "], \"style\": \"anime\""),
                "style is for the text modes");
        badImage("file-url", "file:///etc/passwd");
        badImage("script-url", "javascript:alert(1)");
        badImage("user-url", "http://user@host/a.png");
        badImage("relative-url", "/a.png");
        badImage("no-host-url", "https:///a.png");
        badImage("newline-url", "https://a.b/1\\nHost: evil");
        for (String duration : List.of("0", "17", "\"5\"", "5.5", "1e400", "-1", "null", "true", "99999999999")) {
            badInput("duration-" + files.size(), ", \"duration\": " + duration, "input.duration is ", "from 1 to 16");
        }
        badInput("endless", ", \"style\": 1e400", "more than 308 digits");
        badInput("seed", ", \"seed\": 2147483648", "input.seed is 2147483648", "-1 to 2147483647");
        bad(
                "callback",
                request("p").replaceFirst("\\{", "{\"callback_url\": \"https://a.b\", "),
                "callback_url",
                "left out");
        bad(
                "metadata",
                request("p").replaceFirst("\\{", "{\"metadata\": {\"Upper\": \"x\", \"a\": []}, "),
                "metadata.a is a list of 0");
        bad("type", request("p").replaceFirst("\\{", "{\"request_type\": \"async\", "), "request_type", "left out");
        bad("path-id", request("p").replaceFirst("\\{", "{\"request_id\": \"../../x\", "), "request_id is \"../../x\"");
        bad("model", request("p").replaceFirst("\\{", "{\"model\": \"sora-2\", "), "model is \"sora-2\"", "vidu-q3");
        bad(
                "several",
                "{\"inputt\": 1, \"provider\": \"\", \"input\": {\"mode\": 7, \"sound\": \"on\"}}",
                "inputt",
                "provider",
                "input.mode is 7",
                "input.sound is \"on\"");
        // Half of a surrogate pair: the reason must still be one that can be written.
        badInput("half-letter", ", \"style\": \"\\ud83d\"", "half a character (\\ud83d)");
        badInput("half-letter-name", ", \"\\ud83d\": 1", "half a character");
        badInput("emoji-cut", ", \"style\": \"" + EMOJI.repeat(100) + "\"", "input.style is");

        for (Map.Entry<String, Expected> file : files.entrySet()) {
            drop(file.getKey(), file.getValue().content());
        }
        drop("longest.json", request("longest " + EMOJI.repeat(4_992)));

        awaitEmptyInbox();
        assertAll(files.entrySet().stream().map(file -> () -> assertExplained(file.getKey(), file.getValue())));
        awaitDone("longest.json");
        assertThat(names(deadLetters())).hasSize(2 * files.size());
        assertThat(names(inbox())).isEmpty();
        assertThat(ledger().submits()).hasSize(1);
        assertThat(journal().query("SELECT request_id FROM vidu_task")).hasSize(1);
        assertNothingIsLeft();
    }

    private void assertExplained(String name, Expected file) throws Exception {
        JsonNode reason = assertBuried(name, file.content().getBytes(UTF_8));
        assertThat(reason.path("metadata")).as(name).isEmpty();
        JsonNode failure = reason.path("failure");
        assertThat(failure.path("code").asText()).as(name).isEqualTo("INVALID_REQUEST");
        assertThat(failure.path("message").asText()).as(name).contains(file.says());
        assertThat(failure.path("billing").asText()).as(name).isEqualTo("none");
    }
}
