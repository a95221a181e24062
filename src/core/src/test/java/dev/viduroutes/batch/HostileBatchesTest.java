package dev.viduroutes.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.csv.RecordScanner;
import dev.viduroutes.failure.Problem;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no batches, or that would fill the memory: refused with what was found. */
class HostileBatchesTest {

    @TempDir
    private Path folder;

    private BatchFiles batches;

    @BeforeEach
    void open() {
        batches = new BatchFiles(folder, "vidu.batch.max-rows", "5", "vidu.request.max-bytes", "64KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv", "a.jsonl", "a.txt"})
    void aLineWithoutEndIsRefusedOnceItIsLongerThanARowMayBe(String name) throws Exception {
        byte[] line = ("prompt\n" + "x".repeat(200_000)).getBytes(UTF_8);

        assertThat(batches.refusal(name, line).message())
                .contains("row in line 2 has more than 131072 bytes", "vidu.request.max-bytes");
    }

    @Test
    void aQuoteThatSwallowsTheFileIsRefusedWithWhereItBegan() throws Exception {
        String rows = "prompt\nok\n\"never closed\n" + "row\n".repeat(100_000);

        assertThat(batches.refusal("a.csv", rows).message())
                .contains("row in line 3 has more than 131072 bytes", "a quote that opens a cell must be closed");
    }

    @Test
    void tenThousandColumnsAreRefused() throws Exception {
        String names = IntStream.range(0, 10_000).mapToObj(i -> "meta.a" + i).collect(Collectors.joining(","));

        assertThat(batches.refusal("a.csv", names + "\nx\n").message())
                .contains("one of 10000 columns; it must have at most 1000");
    }

    @Test
    void aRowOfSixtyThousandCellsIsWrongAndTellsFewOfThem() throws Exception {
        List<BatchRow> rows = batches.csv("prompt", "x" + ",y".repeat(60_000), "good");

        assertThat(rows.get(0).problems()).hasSize(50);
        assertThat(rows.get(1).problems()).isEmpty();
    }

    @Test
    void unknownColumnsAreToldFiftyAtATime() throws Exception {
        String names = IntStream.range(0, 1_000).mapToObj(i -> "x" + i).collect(Collectors.joining(";"));

        assertThat(batches.refusal("a.csv", names).problems()).hasSize(50);
    }

    @Test
    void moreRowsThanABatchMayHaveAreRefused() throws Exception {
        assertThat(batches.refusal("a.txt", "1\n2\n3\n4\n5\n6\n").message())
                .contains("more than 5 rows", "vidu.batch.max-rows");
        assertThat(batches.rows(batches.write("a.txt", "1\n2\n\n3\n4\n5\n#\n"))).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "504B0304 14000600|a zip archive, such as an Excel",
                "D0CF11E0 A1B11AE1|an Excel workbook (.xls)",
                "1F8B0800 00000000|compressed by gzip",
                "FFFE7000 72006F00|UTF-16 (little endian)",
                "FEFF0070 0072006F|UTF-16 (big endian)",
                "70007200 6F006D00|UTF-16 (little endian)",
                "0000FEFF 00000070|UTF-32",
                "61006200|UTF-16",
                "70726F6D 70740A61 00 0A|a byte 00 in line 2",
                "70726F6D 70740A FF 0A|byte FF in line 2",
                "70726F6D 70740A EDA080 0A|not UTF-8",
                "70726F6D 70740A C0AF 0A|not UTF-8",
                "70726F6D 70740A 61C3|ends within a character, in line 2",
                "''|empty"
            })
    void whatIsNoTextIsCalledWhatItIs(String hex, String found) throws Exception {
        byte[] content = java.util.HexFormat.of().parseHex(hex.replace(" ", ""));

        for (String name : List.of("a.csv", "a.jsonl", "a.txt")) {
            assertThat(batches.refusal(name, content).message()).contains(found);
        }
    }

    @Test
    void aLetterOfAnotherEncodingIsFoundWhereverItIs() throws Exception {
        for (int before : new int[] {65_535, 65_536, 65_537, 131_071, 200_000}) {
            byte[] content = ("prompt\n" + "é\n".repeat(before / 3) + "ab".repeat(before % 3)).getBytes(UTF_8);
            byte[] wrong = java.util.Arrays.copyOf(content, content.length + 2);
            wrong[content.length] = (byte) 0xFC;
            wrong[content.length + 1] = '\n';

            assertThat(batches.refusal("a.csv", wrong).message()).contains("byte FC in line " + (2 + before / 3));
        }
    }

    @Test
    void aSparseFileOfAGigabyteIsRefusedAtOnce() throws Exception {
        Path file = batches.write("a.csv", "prompt\n");
        try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
            open.write(ByteBuffer.wrap(new byte[] {'x'}), 1L << 30);
        }

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> batches.rows(file)))
                .hasMessageContaining("byte 00 in line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prompt", "prompt\n", "\uFEFFprompt\n\n\n", "prompt;;\n;;\n"})
    void aTableWithoutRowsHasNone(String content) throws Exception {
        assertThat(batches.rows(batches.write("a.csv", content))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n", "\uFEFF", ",,\n", "\"a\"b\n", "sep=,\n"})
    void aTableWithoutColumnsIsRefused(String content) throws Exception {
        assertThat(batches.refusal("a.csv", content).message()).contains("the first row must name the columns");
    }

    @Test
    void namesOfColumnsAreToldWithoutWhatATerminalWouldObey() throws Exception {
        Problem problem = batches.refusal("a.csv", "prompt,\u001B[31m" + "x".repeat(500) + "\n")
                .problems()
                .get(0);

        assertThat(problem.field()).startsWith("\\u{1b}[31m").hasSizeLessThan(70);
    }

    /** A file that grows while it is read, and a scanner that is given a byte at a time. */
    @Test
    void recordsAreTheSameHoweverTheFileIsRead() throws Exception {
        byte[] content = "a,\"b\r\n\"\"c\"\r\nd\re\n\n\"f\"\"\"\r".getBytes(UTF_8);
        for (int chunk = 1; chunk <= content.length; chunk++) {
            try (RecordScanner records = new RecordScanner(slow(content), ",", 100, chunk)) {
                StringBuilder all = new StringBuilder();
                for (var next = records.next(); next.isPresent(); next = records.next()) {
                    all.append(next.get().offset()).append(next.get().text()).append('|');
                }
                assertThat(all.toString()).isEqualTo("0a,\"b\r\n\"\"c\"|12d|14e|16|17\"f\"\"\"|");
            }
        }
    }

    private static InputStream slow(byte[] content) {
        return new java.io.ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(1, length));
            }
        };
    }
}
