package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who else names a picture, and how often files are read to know it. */
class PictureMentionsTest {

    @TempDir
    private Path home;

    private final List<Path> read = new ArrayList<>();
    private PictureMentions mentions;

    @BeforeEach
    void look() {
        mentions = new PictureMentions(
                List.of(inbox(), home.resolve("urgent")), home.resolve("templates"), (file, how) -> {
                    read.add(file);
                    return Files.newInputStream(file, how);
                });
    }

    private Path inbox() {
        return home.resolve("inbox");
    }

    private static Path write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static String naming(String picture) {
        return "{\"image_files\": [\"%s\"]}".formatted(picture);
    }

    @Test
    void eachWaitingFileIsReadOnceHoweverManyRequestsEndAndAgainWhenItChanged() throws Exception {
        List<Path> requests = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            requests.add(write(inbox().resolve(i + ".json"), naming(i + ".png")));
        }
        for (int i = 0; i < 200; i++) {
            assertThat(mentions.isNamedElsewhere(i + ".png", requests.get(i)))
                    .as("%s", i)
                    .isFalse();
        }
        assertThat(read).hasSize(200);

        Files.setLastModifiedTime(write(requests.get(7), naming("8.png")), FileTime.fromMillis(1));
        assertThat(mentions.isNamedElsewhere("8.png", requests.get(8))).isTrue();
        Path taken = Files.createDirectories(inbox().resolve(TakenFolder.PREFIX + "1"));
        Files.move(requests.get(7), taken.resolve("7.json"));
        Files.delete(requests.get(9));

        assertThat(mentions.isNamedElsewhere("8.png", requests.get(8))).isTrue();
        assertThat(mentions.isNamedElsewhere("8.png", taken.resolve("7.json"))).isTrue();
        assertThat(mentions.isNamedElsewhere("9.png", null)).isFalse();
        assertThat(read).hasSizeLessThanOrEqualTo(203);
    }

    @Test
    void aWaitingRequestThatNamesThePictureIsFound() throws Exception {
        write(inbox().resolve("table.CSV"), "prompt,image_1\nA fox,in-a-table.png\n");
        write(home.resolve("urgent/list.jsonl"), "{}\n" + naming("in-a-list.png"));
        write(inbox().resolve(TakenFolder.PREFIX + "2/taken.json"), naming("of-a-taken-one.png"));
        write(inbox().resolve("note.txt"), naming("in-a-note.png"));
        Path mounted = write(home.resolve("templates/..data/teaser.json"), naming("of-a-template.png"));
        Files.createSymbolicLink(home.resolve("templates/teaser.json"), mounted);
        write(home.resolve("outside.json"), naming("outside.png"));
        Files.createSymbolicLink(inbox().resolve("link.json"), home.resolve("outside.json"));

        for (String name : List.of("in-a-table.png", "in-a-list.png", "of-a-taken-one.png", "of-a-template.png")) {
            assertThat(mentions.isNamedElsewhere(name, null)).as(name).isTrue();
        }
        for (String name : List.of("in-a-note.png", "outside.png", "table.png", "in-a-table", "fox.png")) {
            assertThat(mentions.isNamedElsewhere(name, null)).as(name).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "UTF-16LE", "UTF-16BE", "UTF-16"})
    void itIsFoundInEachCharacterSet(String charset) throws Exception {
        Files.createDirectories(inbox());
        Files.write(
                inbox().resolve("table.csv"),
                "image_1;prompt\ncafé.png;a fox\n\"start.png\";an owl\n".getBytes(Charset.forName(charset)));

        assertThat(mentions.isNamedElsewhere("start.png", null)).isTrue();
        assertThat(mentions.isNamedElsewhere("café.png", null)).isTrue();
        assertThat(mentions.isNamedElsewhere("tart.png", null)).isFalse();
    }

    @Test
    void itIsFoundHoweverJsonWritesIt() throws Exception {
        write(
                inbox().resolve("a.json"),
                "{\"image_files\":[\"caf\\u00e9.png\",\"st\\u0061rt.png\"],\"x\":\"\\n\\\\\"}");

        assertThat(mentions.isNamedElsewhere("café.png", null)).isTrue();
        assertThat(mentions.isNamedElsewhere("start.png", null)).isTrue();
    }

    @Test
    void itIsFoundInATableOfMoreWordsThanAreKept() throws Exception {
        StringBuilder table = new StringBuilder("image_1\n");
        for (int i = 0; i <= MentionedNames.MOST; i++) {
            table.append(i).append(".png\n");
        }
        Files.createDirectories(inbox());
        Files.write(inbox().resolve("table.csv"), table.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(mentions.isNamedElsewhere("0.png", null)).isTrue();
        assertThat(mentions.isNamedElsewhere(MentionedNames.MOST + ".png", null))
                .isTrue();
        assertThat(mentions.isNamedElsewhere("x.png", null)).isFalse();
        assertThat(read).hasSize(4);
    }

    @Test
    void whatIsTakenWhileOthersAreReadMayNameIt() throws Exception {
        Path waiting = write(inbox().resolve("waiting.json"), naming("shared.png"));
        Path taken = Files.createDirectories(home.resolve("elsewhere")).resolve("waiting.json");
        mentions = new PictureMentions(
                List.of(inbox(), home.resolve("urgent")), home.resolve("templates"), (file, how) -> {
                    Files.move(waiting, taken);
                    return Files.newInputStream(file, how);
                });

        assertThat(mentions.isNamedElsewhere("shared.png", null)).isTrue();
        assertThat(taken).exists();
        assertThat(mentions.isNamedElsewhere("shared.png", null)).isFalse();
    }

    @Test
    void aTemplateThatCantBeFoundMayNameIt() throws Exception {
        Path loop = Files.createDirectories(home.resolve("templates")).resolve("loop.json");
        Files.createSymbolicLink(loop, loop);

        assertThat(mentions.isNamedElsewhere("shared.png", null)).isTrue();
        assertThat(mentions.isNamedElsewhere("shared.png", loop)).isFalse();
    }
}
