package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.images.TestPictures;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of which most rows have a picture of their own: some have two, or share one with others, or bring it within the row; some
 * are refused by the API, some are no requests, and of some the picture is missing or none.
 */
final class PictureRows {

    private static final int KINDS = 20;
    private static final String SHARED = "shared.png";
    private static final String KEPT = "kept.png";
    private static final String STORED = "STORED";

    private final int rows;
    private final Map<String, byte[]> pictures = new TreeMap<>();
    private final List<Row> table;

    /** @param code how it ends, unless nobody knows whether it was submitted */
    private record Row(String prompt, String image1, String image2, String duration, String code) {

        String mode() {
            return image1.isEmpty() ? "text-to-video" : "image-to-video";
        }

        List<String> images() {
            return Stream.of(image1, image2).filter(image -> !image.isEmpty()).toList();
        }
    }

    PictureRows(int rows) {
        this.rows = rows;
        add(SHARED, -1);
        add(KEPT, -2);
        table = new ArrayList<>();
        for (int number = 1; number <= rows; number++) {
            table.add(row(number));
        }
    }

    private Row row(int number) {
        String prompt = mark(number);
        return switch (number % KINDS) {
            case 3 -> new Row(prompt, TestPictures.dataUrl("png", png(number)), "", "1", STORED);
            case 5 -> new Row(prompt, own(number), add("last-" + number + ".png", -number), "1", STORED);
            case 7 -> new Row(prompt + " sandbox:fail=CONTENT_VIOLATION", own(number), KEPT, "1", "CONTENT_VIOLATION");
            case 9 -> new Row(prompt, SHARED, "", "1", STORED);
            case 11 -> new Row(prompt, KEPT, SHARED, "1", STORED);
            case 13 -> new Row(prompt, own(number), "", "99", "INVALID_REQUEST");
            case 15 -> new Row(prompt, "", "", "1", STORED);
            case 17 -> new Row(prompt, number < rows / 2 ? notes(number) : "missing.png", "", "1", "INVALID_IMAGE");
            case 19 -> new Row(prompt, TestPictures.dataUrl("png", new byte[] {1, 2, 3}), "", "1", "INVALID_IMAGE");
            default -> new Row(prompt, own(number), "", "1", STORED);
        };
    }

    private static String mark(int number) {
        return "(%04d)".formatted(number);
    }

    private String own(int number) {
        return add("own-" + number + ".png", number);
    }

    private String add(String name, int seed) {
        pictures.put(name, png(seed));
        return name;
    }

    private String notes(int number) {
        String name = "notes-" + number + ".png";
        pictures.put(name, ("what was meant: " + number).getBytes(StandardCharsets.UTF_8));
        return name;
    }

    private static byte[] png(int seed) {
        return TestPictures.png(200, 150, seed);
    }

    /** The pictures first, then the table, whole at once. */
    void drop(Path inbox, String name) throws IOException {
        for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
            Files.write(inbox.resolve(picture.getKey()), picture.getValue());
        }
        String content = table.stream()
                .map(row -> String.join(
                        ",", row.mode(), row.prompt(), "\"" + row.image1() + "\"", row.image2(), row.duration()))
                .collect(Collectors.joining("\n", "mode,prompt,image_1,image_2,duration\n", "\n"));
        Path part = Files.writeString(inbox.resolve(name + ".part"), content);
        Files.move(part, inbox.resolve(name));
    }

    /** Each row has one outcome, and was paid once at most; what was submitted had its pictures. */
    void assertOutcomes(Path report, Path failed, Ledger ledger) throws IOException {
        List<CSVRecord> outcomes = records(report);
        assertThat(outcomes).hasSize(rows);
        for (int number = 1; number <= rows; number++) {
            assertOutcome(number, outcomes.get(number - 1), ledger.tasksFor(mark(number)));
        }
        List<String> notStored = outcomes.stream()
                .filter(row -> !row.get("state").equals(STORED))
                .map(row -> row.get("prompt"))
                .toList();
        assertThat(records(failed)).extracting(row -> row.get("prompt")).isEqualTo(notStored);
        assertThat(ledger.tasks()).allMatch(task -> !"INVALID_IMAGE_URL".equals(task.failCode()));
    }

    private void assertOutcome(int number, CSVRecord outcome, List<Ledger.Task> tasks) {
        Row row = table.get(number - 1);
        assertThat(outcome.get("row")).isEqualTo(Integer.toString(number));
        assertThat(List.of(outcome.get("mode"), outcome.get("prompt"), outcome.get("image_1"), outcome.get("image_2")))
                .isEqualTo(List.of(row.mode(), row.prompt(), row.image1(), row.image2()));
        String code = outcome.get("state").equals(STORED) ? STORED : outcome.get("code");
        assertThat(code).as(outcome.toString()).isIn(row.code(), "SUBMIT_UNCERTAIN");
        assertThat(tasks).as(outcome.toString()).hasSizeLessThanOrEqualTo(1);
        for (Ledger.Task task : tasks) {
            assertThat(task.billedSeconds()).isLessThanOrEqualTo(1);
            assertThat(task.imagesSha256())
                    .as(outcome.toString())
                    .isEqualTo(row.images().stream().map(this::sha256).toList());
        }
        if (code.equals(STORED)) {
            assertThat(tasks).as(outcome.toString()).hasSize(1);
            assertThat(outcome.get("videos")).startsWith("s3://");
        } else if (row.code().startsWith("INVALID")) {
            assertThat(tasks).as(outcome.toString()).isEmpty();
        }
    }

    /** Each picture is in one place, whole: with the batch, or where it was if a row without a video names it. */
    void assertPictures(Path report, Path inbox, Path withBatch) throws IOException {
        Set<String> kept = new HashSet<>();
        for (CSVRecord row : records(report)) {
            if (!row.get("state").equals(STORED)) {
                kept.addAll(List.of(row.get("image_1"), row.get("image_2")));
            }
        }
        for (Map.Entry<String, byte[]> picture : pictures.entrySet()) {
            String name = picture.getKey();
            boolean stays = kept.contains(name);
            assertThat((stays ? inbox : withBatch).resolve(name)).hasBinaryContent(picture.getValue());
            assertThat((stays ? withBatch : inbox).resolve(name)).doesNotExist();
        }
    }

    private static List<CSVRecord> records(Path table) throws IOException {
        CSVFormat form = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser rows = form.parse(new StringReader(Files.readString(table)))) {
            return rows.getRecords();
        }
    }

    private String sha256(String image) {
        byte[] content = image.startsWith("data:")
                ? Base64.getDecoder().decode(image.substring(image.indexOf(',') + 1))
                : pictures.get(image);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
