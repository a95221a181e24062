package dev.viduroutes.batch;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.ShortWaits;
import dev.viduroutes.request.Source;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/** Whatever is dropped into the folder of a running gateway: told with what would be right, nothing paid, and others go on. */
class HostileDropsTest extends BatchTest {

    private static final long VAST = 200L << 20;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.request.max-bytes", "64KiB");
        settings.setProperty("vidu.defaults.mode", "text-to-video");
        settings.setProperty("vidu.defaults.duration", "2");
    }

    @Override
    protected void prepare(CamelContext camel) {
        ShortWaits.betweenTurns(camel, "vidu-intake-file-strays");
    }

    private static Map<String, byte[]> noBatches() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("long.csv", ("prompt\n" + "x".repeat(2_000_000)).getBytes(UTF_8));
        files.put(
                "wide.csv",
                IntStream.range(0, 10_000)
                        .mapToObj(i -> "meta.a" + i)
                        .collect(Collectors.joining(","))
                        .getBytes(UTF_8));
        files.put("zeros.csv", "prompt\nnever\0paid\n".getBytes(UTF_8));
        files.put("twice.csv", "prompt,Prompt\nnever,paid\n".getBytes(UTF_8));
        files.put("workbook.csv", "PK\3\4never paid".getBytes(UTF_8));
        files.put("saved-too-early.XLSX", "PK\3\4never paid".getBytes(UTF_8));
        files.put("saved-too-early.ods", "PK\3\4never paid".getBytes(UTF_8));
        files.put("old.xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0});
        files.put("empty.csv", new byte[0]);
        files.put("header.csv", "prompt,duration\r\n".getBytes(UTF_8));
        files.put("comments.txt", "# never paid\n\n".getBytes(UTF_8));
        files.put("defaults.jsonl", "{\"defaults\": {\"input\": {\"duration\": 2}}}\n".getBytes(UTF_8));
        files.put("wide-letters.csv", "prompt\nnever paid\n".getBytes(UTF_16));
        files.put(
                "any.report.csv",
                "row,prompt,state,code,message,request_id,videos,billed_seconds,cost\n1,never,STORED,,,a,,2,\n"
                        .getBytes(UTF_8));
        return files;
    }

    private static final Map<String, String> FOUND = Map.ofEntries(
            Map.entry("long.csv", "row in line 2 has more than 131072 bytes"),
            Map.entry("wide.csv", "one of 10000 columns; it must have at most 1000"),
            Map.entry("zeros.csv", "a byte 00 in line 2; it must be a text in UTF-8"),
            Map.entry("twice.csv", "column 2, and so is column 1"),
            Map.entry("workbook.csv", "a zip archive, such as an Excel or LibreOffice workbook"),
            Map.entry("saved-too-early.XLSX", "must be a text in UTF-8: save it as \"CSV UTF-8\" in Excel"),
            Map.entry("saved-too-early.ods", "a zip archive, such as an Excel or LibreOffice workbook"),
            Map.entry("old.xls", "an Excel workbook (.xls); it must be a text in UTF-8: save it as"),
            Map.entry("empty.csv", "empty; it must have at least one row"),
            Map.entry("header.csv", "one without rows; it must have at least one"),
            Map.entry("comments.txt", "one without rows; it must have at least one"),
            Map.entry("defaults.jsonl", "one without rows; it must have at least one"),
            Map.entry("wide-letters.csv", "not UTF-8 but UTF-16"),
            Map.entry("any.report.csv", "the report of a batch; it must be a batch"));

    @Test
    void whatIsNoBatchIsToldWithWhatItMustBeAndStopsNobody() throws Exception {
        Map<String, byte[]> files = noBatches();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            drop(file.getKey(), file.getValue());
        }
        dropVast("vast.csv");

        drop("good.csv", "prompt\ngood[1]\n");

        assertThat(awaitReportOf("good.csv")).hasSize(1);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(assertBuried(file.getKey(), file.getValue())
                            .at("/failure/message")
                            .asText())
                    .as(file.getKey())
                    .contains(FOUND.get(file.getKey()))
                    .doesNotContain("\n");
        }
        assertThat(awaitDeadLetter("vast.csv").at("/failure/message").asText()).contains("a byte 00 in line 2");
        assertThat(deadLetters().resolve("vast.csv")).hasSize(VAST + 1);
        awaitEmptyInbox();
        assertThat(ledger().submits()).hasSize(1);
        assertNothingIsLeft();
    }

    /** A file of one line that has room on every disk. */
    private void dropVast(String name) throws Exception {
        Path file = Files.write(inbox().resolve(".part"), "prompt\n".getBytes(UTF_8));
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.wrap(new byte[] {'x'}), VAST);
        }
        Files.move(file, inbox().resolve(name));
    }

    @Test
    void whatIsNoFileIsMovedOutAsItIsAndItsTargetNotRead() throws Exception {
        Path secret = Files.writeString(home.resolve("secret.txt"), "a secret prompt\n");
        Files.createDirectories(inbox().resolve("folder.csv"));
        Files.createSymbolicLink(inbox().resolve("link.txt"), secret);
        Files.createSymbolicLink(inbox().resolve("nowhere.jsonl"), Path.of("nowhere"));
        drop("back\\slash.csv", "prompt\nnever paid\n");
        drop("good.csv", "prompt\ngood[1]\n");

        awaitReportOf("good.csv");
        for (String name : List.of("folder.csv", "link.txt", "nowhere.jsonl", "back\\slash.csv")) {
            Path reason = deadLetters().resolve(Source.ofFile(name, 0).recordName() + ".reason.json");
            await().until(() -> Files.exists(reason));
            assertThat(json(reason).at("/failure/message").asText())
                    .as(name)
                    .contains("it must be a plain file, a request or a batch");
        }
        awaitEmptyInbox();
        assertThat(secret).hasContent("a secret prompt\n");
        assertThat(ledger().submits()).hasSize(1);
    }

    @Test
    void oddNamesAreBatchesLikeOthersAndHiddenOnesNone() throws Exception {
        List<String> odd =
                List.of("new\nline.csv", "\uD83D\uDE00.csv", "a.csv.failed.csv", "A B.CSV", "${body}.csv", "-.csv");
        List<String> hidden = List.of(".csv", "..csv", ".#lock.csv");
        for (String name : hidden) {
            drop(name, "prompt\nnever paid\n");
        }
        List<String> prompts = new ArrayList<>();
        for (String name : odd) {
            prompts.add("odd[" + prompts.size() + "]");
            drop(name, "prompt\n" + prompts.get(prompts.size() - 1) + "\n");
        }

        for (String name : odd) {
            String record = Source.ofFile(name, 0).recordName();
            await().until(() -> Files.exists(done().resolve(record)));
            assertThat(rows(done().resolve(record + ".report.csv")))
                    .as(record)
                    .hasSize(1)
                    .allMatch(row -> row.get("state").equals("STORED"));
        }
        await().untilAsserted(() -> assertThat(names(inbox())).containsExactlyInAnyOrderElementsOf(hidden));
        assertEachBilledOnce(prompts.toArray(String[]::new));
        assertThat(names(deadLetters())).isEmpty();
    }

    @Test
    void mixedLineEndsAndEqualRowsAndIdsAreEachTold() throws Exception {
        drop("ends.csv", "prompt,request_id\r\nend[1],\nend[2],\rend[3],one\r\n\r\nend[4],one\n");

        List<CSVRecord> report = awaitReportOf("ends.csv");

        assertThat(report).extracting(row -> row.get("state")).containsExactly("STORED", "STORED", "STORED", "FAILED");
        assertThat(report.get(3).get("message")).contains("\"one\", as in row 3");
        assertEachBilledOnce("end[1]", "end[2]", "end[3]");
        assertThat(ledger().tasksFor("end[4]")).isEmpty();
    }

    @Test
    void theReportOfABatchIsNoBatch() throws Exception {
        drop("first.csv", "prompt\nonce[1]\n");
        awaitReportOf("first.csv");
        Files.copy(done().resolve("first.csv.report.csv"), inbox().resolve("first.csv.report.csv"));

        assertThat(awaitDeadLetter("first.csv.report.csv")
                        .at("/failure/message")
                        .asText())
                .contains("the report of a batch", ".failed.");
        assertThat(ledger().submits()).hasSize(1);
    }
}
