package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.route.GatewayTest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files that are no request documents. */
class BadDocumentTest extends GatewayTest {

    /** File name to content and to what the reason must say, all in flight together. */
    private final Map<String, byte[]> contents = new LinkedHashMap<>();

    private final Map<String, String> saying = new LinkedHashMap<>();

    private void bad(String name, String content, String says) {
        bad(name, content.getBytes(UTF_8), says);
    }

    private void bad(String name, byte[] content, String says) {
        contents.put(name + ".json", content);
        saying.put(name + ".json", says);
    }

    @Test
    void whatIsNoJsonObjectInUtf8IsBuriedUnchangedAndNeverSubmitted() throws Exception {
        String good = request("after the bad ones");
        bad("empty", "", "empty");
        bad("blank", " \n\t ", "document");
        bad("ten-megabytes", huge(), "vidu.request.max-bytes");
        bad("text", "make me a video", "line 1, column");
        bad("html", "<html></html>", "line 1, column");
        bad("list", "[" + good + "]", "document is a list of 1");
        bad("string", "\"text-to-video\"", "document is \"text-to-video\"");
        bad("null", "null", "document is null");
        bad("number", "42", "document is 42");
        bad("true", "true", "document is true");
        bad("registry", "\0\0\0\0\f" + good, "a schema registry's prefix (00 and the schema id 12)");
        bad("not-a-number", good.replace("{\"", "{\"seed\": NaN, \""), "'NaN', which JSON does not have");
        bad("half-a-character", good.replace("after", "\\ud83d"), "half a character (\\ud83d)");
        bad("latin-1", request("größe").getBytes(ISO_8859_1), "not UTF-8: byte F6 at offset");
        bad("cut-in-a-letter", Arrays.copyOf("{\"ö".getBytes(UTF_8), 3), "not UTF-8: byte C3 at offset 2");
        bad("surrogates-as-utf8", new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}, "not UTF-8");
        bad("utf-16", good.getBytes(UTF_16), "not UTF-8");
        bad("duplicate-key", "{\"input\": {\"mode\": \"text-to-video\", \"mode\": \"image-to-video\"}}", "Duplicate");
        bad("deep", "[".repeat(1_000) + "]".repeat(1_000), "nesting");
        bad("trailing-word", good + " and more", "document");
        bad("trailing-document", good + good, "document");
        bad("comment", "/* mine */" + good, "line 1, column");
        bad("single-quotes", good.replace('"', '\''), "line 1, column");
        bad("cut-short", good.substring(0, good.length() - 1), "document");
        bad("nul", good + "\0", "document");
        bad("long-number", "{\"input\": {\"seed\": " + "9".repeat(2_000) + "}}", "umber");

        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            drop(file.getKey(), file.getValue());
        }
        drop("good.json", good);

        awaitDone("good.json");
        awaitEmptyInbox();
        assertAll(contents.entrySet().stream().map(file -> () -> assertExplained(file.getKey(), file.getValue())));
        assertThat(names(inbox())).isEmpty();
        assertThat(names(deadLetters())).hasSize(2 * contents.size());
        assertThat(ledger().submits()).hasSize(1);
        assertNothingIsLeft();
    }

    private void assertExplained(String name, byte[] content) throws Exception {
        JsonNode failure = assertBuried(name, content).path("failure");
        assertThat(failure.path("message").asText()).as(name).contains(saying.get(name));
        assertThat(failure.path("code").asText()).as(name).isEqualTo("INVALID_REQUEST");
        assertThat(failure.path("class").asText()).as(name).isEqualTo("input");
        assertThat(failure.path("billing").asText()).as(name).isEqualTo("none");
        JsonNode problem = failure.path("problems").path(0);
        assertThat(problem.path("field").asText()).as(name).isEqualTo("document");
        assertThat(problem.path("found").asText()).as(name).isNotBlank().hasSizeLessThan(400);
        assertThat(problem.path("allowed").asText()).as(name).startsWith("it must ");
    }

    private static byte[] huge() {
        byte[] huge = new byte[10 * 1024 * 1024];
        Arrays.fill(huge, (byte) 'x');
        return huge;
    }
}
