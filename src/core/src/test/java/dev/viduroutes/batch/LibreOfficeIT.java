package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables as LibreOffice writes them, in English and in German; and what it makes of our report when that is opened there. */
class LibreOfficeIT {

    private static final int ROWS = 200;
    /** UTF-8, from the first line, formulas evaluated: as careless as can be. */
    private static final String IMPORT =
            "Text - txt - csv (StarCalc):%d,34,76,1,,1033,false,false,false,false,false,0,true";

    private static final String EXPORT = "csv:Text - txt - csv (StarCalc):%d,34,76,1,,0,%s,true";

    private static final String DOCUMENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
                xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
                xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
                xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
                xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
                office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
            <office:styles><style:default-style style:family="table-cell">
            <style:text-properties fo:language="%1$s" fo:country="%2$s"/></style:default-style></office:styles>
            <office:automatic-styles>
            <number:number-style style:name="D" number:language="%1$s" number:country="%2$s">
            <number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/>
            </number:number-style>
            <style:style style:name="decimal" style:family="table-cell" style:data-style-name="D"/>
            <number:boolean-style style:name="N" number:language="%1$s" number:country="%2$s"><number:boolean/></number:boolean-style>
            <style:style style:name="flag" style:family="table-cell" style:data-style-name="N"/>
            <number:time-style style:name="T"><number:hours number:style="long"/><number:text>:</number:text>
            <number:minutes number:style="long"/></number:time-style>
            <style:style style:name="time" style:family="table-cell" style:data-style-name="T"/></office:automatic-styles>
            <office:body><office:spreadsheet><table:table table:name="shots">
            %3$s
            </table:table></office:spreadsheet></office:body></office:document>
            """;

    @TempDir
    private Path folder;

    private BatchFiles batches;

    @BeforeEach
    void open() {
        batches = new BatchFiles(folder);
    }

    @ParameterizedTest
    @CsvSource({"en,US,44,false", "en,US,9,true", "de,DE,59,false", "de,DE,59,true"})
    void aTableOfTwoHundredRowsIsReadAndItsReportOpensThereAgain(
            String language, String country, int separator, boolean quoteAll) throws Exception {
        Files.writeString(folder.resolve("shots.fods"), document(language, country));
        Path table = convert("shots.fods", EXPORT.formatted(separator, quoteAll), "shots.csv");

        List<BatchRow> rows = batches.rows(table);

        assertThat(rows).hasSize(ROWS);
        for (BatchRow row : rows) {
            checkRow(row, (int) row.number(), language);
        }
        checkReport(table, rows, separator);
    }

    private static void checkRow(BatchRow row, int number, String language) {
        assertThat(row.values().get(0)).isEqualTo(prompt(number));
        assertThat(row.values().get(2))
                .isIn(language.equals("de") ? List.of("WAHR", "FALSCH") : List.of("TRUE", "FALSE"));
        if (number % 10 == 0) {
            String found = language.equals("de") ? "\"5,5\"" : "\"5.5\"";
            assertThat(row.problems())
                    .extracting(problem -> problem.field() + " " + problem.found())
                    .containsExactly("duration " + found);
            return;
        }
        assertThat(row.document().orElseThrow().path("input"))
                .hasToString("{\"prompt\":" + TextNode.valueOf(prompt(number))
                        + ",\"duration\":" + (1 + number % 9) + ",\"sound\":" + (number % 2 == 0)
                        + ",\"aspect_ratio\":\"16:9\",\"seed\":-" + number + "}");
        assertThat(row.document().orElseThrow().path("image_files").get(0).asText())
                .isEqualTo("bild " + number + ".png");
    }

    private void checkReport(Path table, List<BatchRow> rows, int separator) throws Exception {
        try (BatchReport report = batches.report(folder.resolve("growing.csv"), table)) {
            for (BatchRow row : rows) {
                report.append(
                        row,
                        row.problems().isEmpty()
                                ? GrowingReportTest.stored(row)
                                : GrowingReportTest.failed(row, GrowingReportTest.invalid()));
            }
            report.finish(folder.resolve("report.csv"), folder.resolve("failed.csv"));
        }
        convert("report.csv", "ods", "report.ods", "--infilter=" + IMPORT.formatted(separator));
        Files.move(folder.resolve("report.csv"), folder.resolve("ours.csv"));
        Path theirs = convert("report.ods", EXPORT.formatted(separator, false), "report.csv");

        assertThat(cells(theirs, separator)).isEqualTo(cells(folder.resolve("ours.csv"), separator));
    }

    private static List<List<String>> cells(Path table, int separator) throws IOException {
        CsvDialect dialect = new CsvDialect((char) separator, false);
        List<List<String>> cells = new ArrayList<>();
        try (RecordScanner records =
                new RecordScanner(Files.newInputStream(table), String.valueOf((char) separator), 1 << 20)) {
            for (Optional<RawRecord> next = records.next(); next.isPresent(); next = records.next()) {
                cells.add(dialect.cells(next.get().text()).orElseThrow());
            }
        }
        return cells;
    }

    private static String prompt(int number) {
        return switch (number % 4) {
            case 0 -> "Größe \"" + number + "\"; ein Haus, rot\nzweite Zeile";
            case 1 -> "=1+" + number;
            case 2 -> "@shot " + number;
            default -> "A hut at night " + number;
        };
    }

    private static String document(String language, String country) {
        StringBuilder rows = new StringBuilder(row(
                text("Prompt"), text("duration"), text("sound"), text("Aspect_Ratio"), text("seed"), text("image_1")));
        for (int number = 1; number <= ROWS; number++) {
            String duration = number % 10 == 0 ? "5.5" : String.valueOf(1 + number % 9);
            rows.append(row(
                    text(prompt(number)),
                    "<table:table-cell" + (number % 10 == 0 ? " table:style-name=\"decimal\"" : "")
                            + " office:value-type=\"float\" office:value=\"" + duration + "\"/>",
                    "<table:table-cell table:style-name=\"flag\" office:value-type=\"boolean\" office:boolean-value=\""
                            + (number % 2 == 0) + "\"/>",
                    "<table:table-cell table:style-name=\"time\" office:value-type=\"time\""
                            + " office:time-value=\"PT16H09M00S\"/>",
                    "<table:table-cell office:value-type=\"float\" office:value=\"-" + number + "\"/>",
                    text("bild " + number + ".png")));
        }
        return DOCUMENT.formatted(language, country, rows);
    }

    private static String row(String... cells) {
        return "<table:table-row>" + String.join("", cells) + "</table:table-row>\n";
    }

    private static String text(String content) {
        String escaped = content.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "</text:p><text:p>");
        return "<table:table-cell office:value-type=\"string\"><text:p>" + escaped + "</text:p></table:table-cell>";
    }

    private Path convert(String name, String filter, String result, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "soffice", "-env:UserInstallation=" + folder.resolve("profile").toUri(), "--headless"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "--convert-to",
                filter,
                "--outdir",
                folder.toString(),
                folder.resolve(name).toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(folder.resolve(result)).as(said).exists();
        return folder.resolve(result);
    }
}
