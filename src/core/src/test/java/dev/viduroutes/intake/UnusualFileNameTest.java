package dev.viduroutes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.request.Source;
import dev.viduroutes.route.GatewayTest;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a file may be called, and what a hostile name does not achieve. */
class UnusualFileNameTest extends GatewayTest {

    private static final List<String> REFUSED = List.of(
            "a..%2F..%2Fescaped.json",
            "%2e%2e%2f.json",
            "two words.json",
            " leading.json",
            "trailing .json",
            "${env:HOME}.json",
            "$simple{env:HOME}.json",
            "${bean:viduApiKey?method=authorization}.json",
            "{{vidu.api.key}}.json",
            "{{env:HOME}}.json",
            "new\nline.json",
            "tab\t.json",
            "bell\u0007.json",
            "\"quoted\".json",
            "'quoted'.json",
            "-rf.json",
            "_start.json",
            "semi;colon.json",
            "a?b=c&d.json",
            "star*.json",
            "wave\uD83C\uDF0A.json",
            "right-to-left\u202Egnp.json",
            "x".repeat(196) + ".json",
            "x".repeat(250) + ".json");

    private static final List<String> ACCEPTED = List.of(
            "größe.json",
            "gro\u0308\u00dfe.json",
            "映像_1.json",
            "UPPER.JSON",
            "Mixed.Json",
            "a..b.json",
            "x".repeat(195) + ".json",
            "映".repeat(83) + ".json");

    @Test
    void aHostileNameIsRefusedAndExpandedNowhere() throws Exception {
        String document = request("never sent");
        for (String name : REFUSED) {
            drop(name, document);
        }

        awaitEmptyInbox();

        assertAll(REFUSED.stream().map(name -> () -> {
            JsonNode failure = assertBuried(name, document.getBytes(UTF_8)).path("failure");
            assertThat(failure.at("/problems/0/field").asText()).as(name).isEqualTo("file name");
            assertThat(failure.path("message").asText()).contains("letters, digits");
        }));
        assertThat(names(deadLetters())).hasSize(2 * REFUSED.size()).allMatch(name -> name.matches("[A-Za-z0-9%._-]+"));
        assertThat(names(home))
                .filteredOn(name -> !name.startsWith("journal.db"))
                .containsExactlyInAnyOrder("inbox", "done", "dead-letter", "batches", "tmp");
        assertThat(names(home.resolve("..")))
                .as("nothing leaves the folder")
                .noneMatch(name -> name.contains("escaped"));
        assertThat(ledger().submits()).isEmpty();
        for (String deadLetter : names(deadLetters())) {
            assertThat(Files.readString(deadLetters().resolve(deadLetter)))
                    .doesNotContain(System.getenv("HOME") + ".json", "key-of-this-test");
        }
    }

    @Test
    void lettersOfAnyScriptAndUpperCaseAreFineInAName() throws Exception {
        for (String name : ACCEPTED) {
            drop(name, request("fine name").replace("2}", "1}"));
        }

        awaitEmptyInbox();

        assertThat(names(deadLetters())).isEmpty();
        assertThat(names(done())).hasSize(2 * ACCEPTED.size());
        assertThat(ledger().tasksFor("fine name")).hasSize(ACCEPTED.size());
        assertThat(IntStream.range(0, ACCEPTED.size()).mapToObj(this::requestId))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}"));
    }

    private String requestId(int index) {
        String record = Source.ofFile(ACCEPTED.get(index), 0).recordName();
        return json(done().resolve(record + ".outcome.json")).path("request_id").asText();
    }
}
