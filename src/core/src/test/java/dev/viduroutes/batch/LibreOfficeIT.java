package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.viduroutes.csv.CsvDialect;
import dev.viduroutes.csv.RawRecord;
import dev.viduroutes.csv.RecordScanner;
import dev.viduroutes.images.TestPictures;
import dev.viduroutes.request.Digests;
import dev.viduroutes.sandbox.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables of prompts and pictures as LibreOffice writes them, in English and in German, on their way through the gateway; and what it
 * makes of their reports, and of what failed, when these are opened there.
 */
class LibreOfficeIT extends BatchTest {

    private static final int ROWS = 200;
    /** Each of these has a duration that is no whole number. */
    private static final int WRONG = 10;

    private static final int TEXT = 4;
    private static final List<String> COLUMNS =
            List.of("Mode", "Prompt", "duration", "sound", "Aspect_Ratio", "seed", "image_1", "image_2");

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

    /** What the program is set to, and what it writes then. The number tells the rows of one from those of the other. */
    private enum Locale {
        EN("US", ',', 1, "TRUE", "FALSE", "5.5"),
        DE("DE", ';', 2, "WAHR", "FALSCH", "5,5");

        private final String country;
        private final char separator;
        private final int number;
        private final String yes;
        private final String no;
        private final String wrong;

        Locale(String country, char separator, int number, String yes, String no, String wrong) {
            this.country = country;
            this.separator = separator;
            this.number = number;
            this.yes = yes;
            this.no = no;
            this.wrong = wrong;
        }

        String language() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        String table() {
            return language() + ".csv";
        }
    }

    /** Its profile takes long to make, so that there is one. */
    @TempDir
    private static Path office;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.batch.in-flight", "20");
    }

    @Test
    void twoHundredRowsWithPicturesAreMadeAndWhatBecameOfThemOpensThereAgain() throws Exception {
        for (Locale locale : Locale.values()) {
            write(locale);
            Path table = convert(
                            EXPORT.formatted((int) locale.separator, false), "written", locale.language() + ".fods")
                    .get(0);
            dropPictures(locale);
            drop(locale.table(), Files.readAllBytes(table));
        }
        for (Locale locale : Locale.values()) {
            awaitDone(locale, locale.table());
            checkReport(locale);
            List<Path> opened = checkOpens(locale);
            drop(locale.table() + ".failed.csv", Files.readString(opened.get(1)).replace(locale.wrong, "5"));
        }
        for (Locale locale : Locale.values()) {
            awaitDone(locale, locale.table() + ".failed.csv");
            for (int number = 1; number <= ROWS; number++) {
                checkTask(locale, number);
            }
            assertThat(names(inbox())).noneMatch(name -> name.startsWith(locale.language()));
        }
        assertThat(ledger().tasks()).hasSize(2 * ROWS);
    }

    @Test
    void tabsAndQuotesAroundEachCellAreReadAlike() throws Exception {
        BatchFiles batches = new BatchFiles(office);
        for (Locale locale : Locale.values()) {
            write(locale);
            char separator = locale == Locale.EN ? '\t' : locale.separator;
            Path table = convert(EXPORT.formatted((int) separator, true), "quoted", locale.language() + ".fods")
                    .get(0);

            List<BatchRow> rows = batches.rows(table);

            assertThat(rows).hasSize(ROWS);
            rows.forEach(row -> checkRow(locale, row));
        }
    }

    private static void checkRow(Locale locale, BatchRow row) {
        int number = (int) row.number();
        assertThat(row.values().get(1)).isEqualTo(prompt(locale, number));
        assertThat(row.values().get(3)).isEqualTo(number % 2 == 0 ? locale.yes : locale.no);
        if (number % WRONG == 0) {
            assertThat(row.problems())
                    .extracting(problem -> problem.field() + " " + problem.found())
                    .containsExactly("duration \"" + locale.wrong + "\"");
            return;
        }
        String aspectRatio = number % TEXT == 0 ? ",\"aspect_ratio\":\"16:9\"" : "";
        assertThat(row.document().orElseThrow().path("input"))
                .hasToString("{\"mode\":\"" + mode(number) + "\",\"prompt\":" + TextNode.valueOf(prompt(locale, number))
                        + ",\"duration\":" + duration(number) + ",\"sound\":" + (number % 2 == 0) + aspectRatio
                        + ",\"seed\":" + number + "}");
    }

    /** All but those whose duration is wrong are stored, and the pictures of these wait for the correction. */
    private void checkReport(Locale locale) throws IOException {
        List<List<String>> report = cells(done().resolve(locale.table() + ".report.csv"), locale);
        assertThat(report).hasSize(ROWS + 1);
        int state = report.get(0).indexOf("state");
        for (int number = 1; number <= ROWS; number++) {
            assertThat(report.get(number).get(state)).isEqualTo(number % WRONG == 0 ? "FAILED" : "STORED");
        }
        assertThat(names(inbox()))
                .filteredOn(name -> name.startsWith(locale.language()))
                .allMatch(name -> Integer.parseInt(name.replaceAll("\\D", "")) % WRONG == 0);
    }

    /** @return report and failed rows, as LibreOffice saves them after it opened them and saved them as a workbook */
    private List<Path> checkOpens(Locale locale) throws Exception {
        List<Path> ours =
                List.of(done().resolve(locale.table() + ".report.csv"), done().resolve(locale.table() + ".failed.csv"));
        for (Path file : ours) {
            Files.copy(file, office.resolve(file.getFileName().toString()));
        }
        String[] names = names(ours, name -> name);
        convert("xlsx", "opened", "--infilter=" + IMPORT.formatted((int) locale.separator), names);
        List<Path> theirs = convert(
                EXPORT.formatted((int) locale.separator, false),
                "saved",
                names(ours, name -> "opened/" + name.replaceFirst("csv$", "xlsx")));
        for (int i = 0; i < ours.size(); i++) {
            assertThat(cells(theirs.get(i), locale)).isEqualTo(cells(ours.get(i), locale));
        }
        return theirs;
    }

    private static String[] names(List<Path> files, Function<String, String> name) {
        return files.stream()
                .map(file -> name.apply(file.getFileName().toString()))
                .toArray(String[]::new);
    }

    private void checkTask(Locale locale, int number) {
        List<Ledger.Task> tasks = ledger().tasks().stream()
                .filter(task -> task.prompt().equals(prompt(locale, number)))
                .toList();
        assertThat(tasks).as(prompt(locale, number)).hasSize(1);
        assertThat(tasks.get(0).imagesSha256())
                .isEqualTo(pictures(locale, number).values().stream()
                        .map(LibreOfficeIT::sha256)
                        .toList());
    }

    private static String sha256(byte[] content) {
        MessageDigest digest = Digests.sha256();
        digest.update(content);
        return Digests.hex(digest);
    }

    private void awaitDone(Locale locale, String name) {
        await().alias(locale + " " + name)
                .atMost(Duration.ofMinutes(3))
                .until(() ->
                        Files.exists(done().resolve(name)) && !names(inbox()).contains(name));
    }

    private static List<List<String>> cells(Path table, Locale locale) throws IOException {
        CsvDialect dialect = new CsvDialect(locale.separator, false);
        List<List<String>> cells = new ArrayList<>();
        try (RecordScanner records =
                new RecordScanner(Files.newInputStream(table), String.valueOf(locale.separator), 1 << 20)) {
            for (Optional<RawRecord> next = records.next(); next.isPresent(); next = records.next()) {
                cells.add(dialect.cells(next.get().text()).orElseThrow());
            }
        }
        return cells;
    }

    private static String mode(int number) {
        return number % TEXT == 0 ? "text-to-video" : "image-to-video";
    }

    private static int duration(int number) {
        return 1 + number % 9;
    }

    private static String prompt(Locale locale, int number) {
        return switch (number % 7) {
            case 0 -> "Größe \"" + number + "\"; ein Haus, rot\nzweite Zeile " + locale;
            case 1 -> "=" + locale.number + "+" + number;
            case 2 -> "@shot " + locale + number;
            default -> "A hut at night " + number + " " + locale;
        };
    }

    /** @return what a row names, in its order, by name */
    private static Map<String, byte[]> pictures(Locale locale, int number) {
        List<String> names = number % TEXT == 0
                ? List.of()
                : number % 3 == 0
                        ? List.of(picture(locale, number, "first"), picture(locale, number, "last"))
                        : List.of(picture(locale, number, "only"));
        return names.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> TestPictures.png(160, 90, name.hashCode()),
                        (one, other) -> one,
                        java.util.LinkedHashMap::new));
    }

    private static String picture(Locale locale, int number, String which) {
        return locale.language() + "-" + number + "-" + which + ".png";
    }

    private void dropPictures(Locale locale) throws IOException {
        for (int number = 1; number <= ROWS; number++) {
            for (Map.Entry<String, byte[]> picture : pictures(locale, number).entrySet()) {
                drop(picture.getKey(), picture.getValue());
            }
        }
    }

    private static void write(Locale locale) throws IOException {
        StringBuilder rows =
                new StringBuilder(row(COLUMNS.stream().map(LibreOfficeIT::text).toArray(String[]::new)));
        for (int number = 1; number <= ROWS; number++) {
            boolean wrong = number % WRONG == 0;
            List<String> images = List.copyOf(pictures(locale, number).keySet());
            rows.append(row(
                    text(mode(number)),
                    text(prompt(locale, number)),
                    "<table:table-cell" + (wrong ? " table:style-name=\"decimal\"" : "")
                            + " office:value-type=\"float\" office:value=\"" + (wrong ? "5.5" : duration(number))
                            + "\"/>",
                    "<table:table-cell table:style-name=\"flag\" office:value-type=\"boolean\" office:boolean-value=\""
                            + (number % 2 == 0) + "\"/>",
                    number % TEXT == 0
                            ? "<table:table-cell table:style-name=\"time\" office:value-type=\"time\""
                                    + " office:time-value=\"PT16H09M00S\"/>"
                            : text(""),
                    "<table:table-cell office:value-type=\"float\" office:value=\"" + number + "\"/>",
                    text(images.isEmpty() ? "" : images.get(0)),
                    text(images.size() < 2 ? "" : images.get(1))));
        }
        Files.writeString(
                office.resolve(locale.language() + ".fods"),
                DOCUMENT.formatted(locale.language(), locale.country, rows));
    }

    private static String row(String... cells) {
        return "<table:table-row>" + String.join("", cells) + "</table:table-row>\n";
    }

    private static String text(String content) {
        if (content.isEmpty()) {
            return "<table:table-cell/>";
        }
        String escaped = content.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "</text:p><text:p>");
        return "<table:table-cell office:value-type=\"string\"><text:p>" + escaped + "</text:p></table:table-cell>";
    }

    private static List<Path> convert(String filter, String folder, String name) throws Exception {
        return convert(filter, folder, new String[] {name});
    }

    private static List<Path> convert(String filter, String folder, String[] names) throws Exception {
        return convert(filter, folder, "--norestore", names);
    }

    /** @return what became of the files, in their order; in one go, since each start takes a second */
    private static List<Path> convert(String filter, String folder, String option, String[] names) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "soffice",
                "-env:UserInstallation=" + office.resolve("profile").toUri(),
                "--headless",
                option,
                "--convert-to",
                filter,
                "--outdir",
                office.resolve(folder).toString()));
        List<Path> results = new ArrayList<>();
        for (String name : names) {
            Path source = office.resolve(name);
            command.add(source.toString());
            String result = source.getFileName().toString().replaceFirst("\\w+$", filter.replaceFirst(":.*", ""));
            results.add(office.resolve(folder).resolve(result));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(results).as(said).allMatch(Files::exists);
        return results;
    }
}
