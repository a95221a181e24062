package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.RequestIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows are the same requests when a batch comes again, and which are new ones. */
class RowKeysTest {

    @TempDir
    private Path folder;

    private BatchFiles batches;

    @BeforeEach
    void open() {
        batches = new BatchFiles(folder);
    }

    private List<String> keys(String name, String content) throws IOException {
        return batches.rows(batches.write(name, content)).stream()
                .map(BatchRow::key)
                .toList();
    }

    @Test
    void rowsThatAreMovedAndColumnsInAnotherOrderAreTheSameRequests() throws Exception {
        List<String> before = keys("shots.csv", "prompt,seed,duration\nA,1,5\nB,2,5\n");
        List<String> after =
                keys("shots.csv", "duration;request_id;prompt;seed\n;defaults;;\n5;;New;\n5;;B;2\n5;;A;1\n");

        assertThat(after.subList(1, 3)).containsExactly(before.get(1), before.get(0));
        assertThat(before).doesNotContain(after.get(0));
    }

    @Test
    void rowsThatSayTheSameAreAsManyRequests() throws Exception {
        List<String> two = keys("shots.txt", "A\nB\nA\n");
        List<String> three = keys("shots.txt", "A\nA\nA\nB\n");

        assertThat(two).doesNotHaveDuplicates();
        assertThat(three).doesNotHaveDuplicates().containsAll(two);
    }

    @Test
    void aRowThatIsCorrectedIsANewRequest() throws Exception {
        assertThat(keys("shots.csv", "prompt,duration\nA,five\nA,5\nA,6\n"))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(keys("shots.csv", "prompt,duration\nA,7\n"));
    }

    @Test
    void rowsOfAnotherBatchAreOtherRequests() throws Exception {
        assertThat(keys("a.txt", "A\n")).doesNotContainAnyElementsOf(keys("b.txt", "A\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "shots.csv,shots",
        "shots.csv.failed.csv,shots",
        "shots.CSV.failed.csv.Failed.CSV,shots",
        "a.failed,a.failed",
        "shots.failed.jsonl,shots",
        "x.failed.csv.txt,x.failed.csv",
        "shots.failed.csv.jsonl.failed.txt,shots.failed.csv"
    })
    void whatFailedOfABatchHasItsName(String name, String base) {
        assertThat(RowKeys.baseOf(name)).isEqualTo(base);
    }

    @ParameterizedTest
    @CsvSource({"../../x y.csv", "größe ✂.csv", ".csv", "=cmd.csv", "'  .csv'"})
    void everyKeyIsAnId(String name) {
        String key = new RowKeys(name).of(List.of("a"));

        assertThat(RequestIds.isId(key)).as(key).isTrue();
        assertThat(RequestIds.isId(new RowKeys("x".repeat(300) + name).of(List.of("a"))))
                .isTrue();
    }

    @Test
    void eachOfAHundredThousandNumbersIsFoundAgain() {
        LongCounts counts = new LongCounts();
        Random random = new Random(5);
        long[] keys = random.longs(100_000).toArray();
        for (int i = 0; i < keys.length; i++) {
            counts.put(keys[i], i + 1);
        }

        for (int i = 0; i < keys.length; i++) {
            assertThat(counts.get(keys[i])).isEqualTo(i + 1);
        }
        assertThat(counts.get(0)).isZero();
    }
}
