package dev.viduroutes.replay;

import static dev.viduroutes.replay.CollectingVisitor.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.request.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the dead-letter folder, without a gateway. */
class DeadLetterFolderTest {

    private static final String REASON = """
            {"request_id": "%s", "state": "FAILED", "source": {"kind": "file", "name": "%s", "stamp": "1"},
             "timings": {"settled_at": "2026-01-01T00:00:00Z"}}""";

    @TempDir
    private Path folder;

    private DeadLetterFolder store() {
        return new DeadLetterFolder(folder, 1_000);
    }

    private void writeDeadLetter(String name) throws IOException {
        Files.writeString(folder.resolve(name), "the request " + name);
        Files.writeString(folder.resolve(name + ".reason.json"), REASON.formatted(name, name));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aLetterIsReadWhenItsTurnComes() throws Exception {
        writeDeadLetter("a.json");
        writeDeadLetter("b.json");
        List<String> seen = new ArrayList<>();

        store().read(new DeadLetterStore.Visitor() {
            @Override
            public void visit(DeadLetter deadLetter) throws IOException {
                seen.add(deadLetter.requestId());
                Files.delete(folder.resolve("b.json"));
            }

            @Override
            public void unreadable(String name, String why) {
                seen.add(name + ": " + why);
            }
        });

        assertThat(seen).containsExactly("a.json");
    }

    @Test
    void whatCouldNotBePutBackLiesWhereItLay() throws Exception {
        writeDeadLetter("a.json");
        Files.writeString(folder.resolve("a.json.message.json"), "{}");
        List<String> before = names();

        assertThatThrownBy(() -> store().putBack(all(store()).get(0), new Blocked()))
                .hasMessage("the disk is full");

        assertThat(names()).isEqualTo(before);
        assertThat(folder.resolve("a.json")).hasContent("the request a.json");
    }

    @Test
    void theReasonThatAKillLeavesBehindIsNoLetterAndIsRemoved() throws Exception {
        writeDeadLetter("a.json");
        Files.move(folder.resolve("a.json.reason.json"), folder.resolve(".a.json.reason.json.replaying"));
        assertThat(all(store())).as("interrupted while it was set aside").hasSize(1);
        Files.delete(folder.resolve("a.json"));
        assertThat(all(store())).as("interrupted while it was removed").isEmpty();
        writeDeadLetter("a.json");
        assertThat(all(store())).as("written again").hasSize(1);

        store().tidy();

        assertThat(names()).containsExactly("a.json", "a.json.reason.json");
    }

    @Test
    void anEnvelopeOfAnyShapeIsTakenForWhatItHoldsOfTextsNumbersAndFlags() throws Exception {
        writeDeadLetter("a.json");
        Files.writeString(folder.resolve("a.json.message.json"), """
                {"headers": {"JMSType": "x", "deep": {"a": 1}, "no": null},
                 "properties": {"text": "x", "number": 7, "flag": true, "deep": {"a": 1}, "no": null, "list": [1]}}""");

        DeadLetter deadLetter = all(store()).get(0);

        assertThat(deadLetter.headers()).containsOnlyKeys("JMSType");
        assertThat(deadLetter.properties()).containsOnlyKeys("text", "number", "flag");
        for (String odd : new String[] {"", "null", "[]", "{\"headers\": 7, \"properties\": []}", "{"}) {
            Files.writeString(folder.resolve("a.json.message.json"), odd);
            assertThat(all(store()))
                    .as(odd)
                    .singleElement()
                    .matches(found -> found.properties().isEmpty());
        }
    }

    private record Blocked() implements ReplayTarget {

        @Override
        public boolean accepts(Source source) {
            return true;
        }

        @Override
        public void putBack(DeadLetter deadLetter) throws IOException {
            throw new IOException("the disk is full");
        }
    }
}
