package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.TestSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a batch of a host is written in. */
class BatchMessagesTest {

    @TempDir
    private Path home;

    private BatchFile spooled(String contentType, String fileName) throws Exception {
        return new BatchMessages(TestSettings.with("vidu.tmp.directory", home.toString()))
                .spool(
                        new ByteArrayInputStream("prompt\n".getBytes(StandardCharsets.UTF_8)),
                        contentType,
                        fileName,
                        "exchange-1");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, shots.csv, CSV",
        "TEXT/PLAIN; charset=utf-8, Shots.JSONL, JSONL",
        "text/plain, shots.txt, TXT",
        "text/plain, shots, TXT",
        "text/plain, , TXT",
        "text/csv, shots.txt, CSV",
        "application/jsonl, shots.csv, JSONL",
        "application/octet-stream, shots.csv, CSV",
        ", shots.csv, CSV"
    })
    void theEndingOfTheNameCountsForMoreThanPlainTextAndForLessThanAnyOtherType(
            String contentType, String fileName, BatchFormat format) throws Exception {
        assertThat(spooled(contentType, fileName).format()).isEqualTo(format);
    }

    @Test
    void whatHasNoNameIsCalledLikeItsExchange() throws Exception {
        assertThat(spooled("text/plain", null).source().name()).isEqualTo("exchange-1.txt");
    }
}
