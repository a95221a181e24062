package dev.viduroutes.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rows of a table become, and what is said of those that can't be requests. */
class CsvBatchReaderTest {

    @TempDir
    private Path folder;

    private BatchFiles batches;

    @BeforeEach
    void open() {
        batches = new BatchFiles(folder);
    }

    @Test
    void eachColumnBecomesAFieldOfTheRequest() throws Exception {
        List<BatchRow> rows = batches.csv(
                "request_id,provider,project,mode,prompt,resolution,duration,style,aspect_ratio,movement,sound,bgm,seed,"
                        + "image_1,image_2,meta.scene,template,values.hero",
                "a-1,auto,spring,image-to-video,\"A \"\"hut\"\", at\nnight \",720p,5,anime,16:9,small,TRUE,false,-1,"
                        + "https://x.example/1.png,s3://b/2.png,four,teaser, Anna");

        assertThat(BatchFiles.document(rows.get(0))).isEqualTo("""
                {"input":{"mode":"image-to-video","prompt":"A \\"hut\\", at\\nnight ","resolution":"720p","duration":5,\
                "style":"anime","aspect_ratio":"16:9","movement":"small","sound":true,"bgm":false,"seed":-1,\
                "image_urls":["https://x.example/1.png","s3://b/2.png"]},\
                "request_id":"a-1","provider":"auto","metadata":{"project":"spring","scene":"four"},"template":"teaser","values":{"hero":" Anna"}}""");
        assertThat(rows.get(0).number()).isEqualTo(1);
        assertThat(rows.get(0).line()).isEqualTo(2);
    }

    @Test
    void whatIsNoUrlIsAFileOfAPicture() throws Exception {
        List<BatchRow> rows = batches.csv(
                "image_2;image_1",
                "b.jpg;a.png",
                ";../a.png",
                "b.jpg;",
                "https://x.example/b;a.png",
                ";data:image/png,x");

        assertThat(BatchFiles.document(rows.get(0))).isEqualTo("{\"input\":{},\"image_files\":[\"a.png\",\"b.jpg\"]}");
        assertThat(BatchFiles.document(rows.get(1))).isEqualTo("{\"input\":{},\"image_files\":[\"../a.png\"]}");
        assertThat(rows.get(2).problems())
                .containsExactly(new Problem("image_2", "\"b.jpg\"", "it must be empty while image_1 is empty"));
        assertThat(rows.get(3).problems())
                .containsExactly(new Problem(
                        "image_2", "\"https://x.example/b\"", "it must be the name of a file, as image_1 is"));
        assertThat(BatchFiles.document(rows.get(4))).isEqualTo("{\"input\":{\"image_urls\":[\"data:image/png,x\"]}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t"})
    void theSeparatorIsFoundInTheFirstRow(String separator) throws Exception {
        List<BatchRow> rows =
                batches.csv("\"Prompt\"" + separator + " DURATION ", "\"a,b;c\td\"" + separator + "\"5\"");

        assertThat(BatchFiles.document(rows.get(0))).isEqualTo("{\"input\":{\"prompt\":\"a,b;c\\td\",\"duration\":5}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sep=;\n", "\"sep=;\"\r\n", "\uFEFFsep=;\r\n\r\n", "\uFEFF", "\uFEFF\n"})
    void aByteOrderMarkAndALineForExcelAreNoRows(String before) throws Exception {
        List<BatchRow> rows = batches.csv(before + "prompt;seed", "one;1");

        assertThat(BatchFiles.document(rows.get(0))).isEqualTo("{\"input\":{\"prompt\":\"one\",\"seed\":1}}");
    }

    @Test
    void linesEndAsTheyComeAndBlankOnesAreNoRows() throws Exception {
        List<BatchRow> rows =
                batches.csv("prompt,seed\r\none,1\rtwo,2\n\n,,\n \t\n\"three\r\nlines\r\n\",3\r\nfour,4\r");

        assertThat(rows)
                .extracting(row -> row.values().get(0))
                .containsExactly("one", "two", "three\r\nlines\r\n", "four");
        assertThat(rows).extracting(BatchRow::line).containsExactly(2L, 3L, 7L, 10L);
        assertThat(rows).extracting(BatchRow::number).containsExactly(1L, 2L, 3L, 4L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"5|5", "5.0|5", "' 5 '|5", "+5|5", "-1|-1", "5.|5", "2147483648|2147483648", "007|7", "\u00A05|"})
    void wholeNumbersAreReadAsSpreadsheetsWriteThem(String cell, String number) throws Exception {
        List<BatchRow> rows = batches.csv("seed", cell);

        assertThat(rows.get(0)
                        .document()
                        .map(document -> document.path("input").path("seed").toString()))
                .isEqualTo(Optional.ofNullable(number));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5,5|a decimal comma is not taken",
                "5,0|a decimal comma is not taken",
                "5.5|in plain digits, such as 5",
                "1.23457E+09|the spreadsheet has shortened it",
                "1,2E+09|the spreadsheet has shortened it",
                "five|in plain digits",
                "1 000|in plain digits",
                "1.000.000|in plain digits",
                "0x5|in plain digits",
                "99999999999999999999|in plain digits",
                "#REF!|in plain digits",
                "٥|in plain digits"
            })
    void otherNumbersAreToldWithWhatWasFound(String cell, String rule) throws Exception {
        List<BatchRow> rows = batches.csv("prompt;duration", "a;" + cell);

        assertThat(rows.get(0).document()).isEmpty();
        assertThat(rows.get(0).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("duration");
            assertThat(problem.found()).isEqualTo("\"" + cell + "\"");
            assertThat(problem.allowed()).contains(rule);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "true,true",
        "TRUE,true",
        "Wahr,true",
        "FALSCH,false",
        "false,false",
        "1,true",
        "0,false",
        "2,",
        "ja,",
        "yes,"
    })
    void flagsAreReadInEnglishAndGerman(String cell, Boolean flag) throws Exception {
        List<BatchRow> rows = batches.csv("sound", cell);

        assertThat(rows.get(0)
                        .document()
                        .map(document -> document.path("input").path("sound").booleanValue()))
                .isEqualTo(Optional.ofNullable(flag));
    }

    @ParameterizedTest
    @CsvSource({
        "16:9,16:9",
        "16:09,16:9",
        "16:09:00,16:9",
        "09:16:00,9:16",
        "01:01,1:1",
        "04:03,4:3",
        "04:09:00 PM,16:9",
        "9:16 am,9:16",
        "wide,wide"
    })
    void aRatioThatASpreadsheetTookForATimeIsARatio(String cell, String ratio) throws Exception {
        assertThat(BatchFiles.document(batches.csv("aspect_ratio", cell).get(0)))
                .isEqualTo("{\"input\":{\"aspect_ratio\":\"" + ratio + "\"}}");
    }

    @Test
    void aRowOfDefaultsGivesWhatLaterRowsLeaveOut() throws Exception {
        List<BatchRow> rows = batches.csv(
                "prompt,request_id,duration,meta.x",
                "A lake, Defaults ,5,y",
                ",,,",
                ",a,8,",
                "A hut,,,z",
                "x,defaults,,");

        assertThat(rows).hasSize(3);
        assertThat(BatchFiles.document(rows.get(0)))
                .isEqualTo(
                        "{\"input\":{\"prompt\":\"A lake\",\"duration\":8},\"request_id\":\"a\",\"metadata\":{\"x\":\"y\"}}");
        assertThat(BatchFiles.document(rows.get(1)))
                .isEqualTo("{\"input\":{\"prompt\":\"A hut\",\"duration\":5},\"metadata\":{\"x\":\"z\"}}");
        assertThat(rows.get(2).problems())
                .containsExactly(
                        new Problem("request_id", "\"defaults\"", "the row of defaults must stand before all others"));
    }

    @Test
    void defaultsThatAreWrongRefuseTheBatch() throws Exception {
        assertThat(batches.refusal("a.csv", "request_id,duration\ndefaults,long\n")
                        .problems())
                .extracting(Problem::field)
                .containsExactly("duration");
    }

    @Test
    void eachUnknownColumnIsNamedWithTheNearestKnownOne() throws Exception {
        List<Problem> problems = batches.refusal("a.csv", "promt,Resolutoin,duration,metascene\na,b,5,x\n")
                .problems();

        assertThat(problems).extracting(Problem::field).containsExactly("promt", "Resolutoin", "metascene");
        assertThat(problems.get(0).allowed())
                .startsWith(
                        "the first row must name the columns; did you mean prompt? Known are request_id, provider,");
        assertThat(problems.get(1).allowed()).contains("did you mean resolution?");
    }

    @Test
    void twoColumnsOfOneFieldRefuseTheBatch() throws Exception {
        assertThat(batches.refusal("a.csv", "prompt,project,PROMPT,meta.project\na,b,c,d\n")
                        .problems())
                .containsExactly(
                        new Problem("PROMPT", "column 3, and so is column 1", "a field must have one column at most"),
                        new Problem(
                                "meta.project",
                                "column 4, and so is column 2",
                                "a field must have one column at most"));
    }

    @Test
    void cellsBehindTheLastColumnMustBeEmpty() throws Exception {
        List<BatchRow> rows = batches.csv("prompt,seed,,", "a", "b,1,,,,", "c, two, 3,4", "d,,x");

        assertThat(BatchFiles.document(rows.get(0))).isEqualTo("{\"input\":{\"prompt\":\"a\"}}");
        assertThat(BatchFiles.document(rows.get(1))).isEqualTo("{\"input\":{\"prompt\":\"b\",\"seed\":1}}");
        assertThat(rows.get(2).problems()).extracting(Problem::field).containsExactly("seed", "column 3", "column 4");
        assertThat(rows.get(3).problems()).extracting(Problem::found).containsExactly("\"x\"");
    }

    @Test
    void aTextBehindAClosingQuoteIsWrongInItsRowOnly() throws Exception {
        List<BatchRow> rows = batches.csv("prompt,seed", "\"A sign \"open\" here\",1", "\"A\"b\"c,d", "good,3");

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).problems()).extracting(Problem::field).containsExactly("row");
        assertThat(rows.get(0).values()).containsExactly("\"A sign \"open\" here\",1");
        assertThat(rows.get(1).problems()).extracting(Problem::field).containsExactly("row");
        assertThat(BatchFiles.document(rows.get(2))).isEqualTo("{\"input\":{\"prompt\":\"good\",\"seed\":3}}");
    }

    @Test
    void aQuoteThatIsNeverClosedRefusesTheRest() throws Exception {
        assertThat(batches.refusal("a.csv", "prompt\none\n\"two\nthree\nfour\n").message())
                .contains("line 3", "a quote that opens a cell must be closed");
    }

    @Test
    void twoRowsOfOneIdAreToldWithTheFirst() throws Exception {
        List<BatchRow> rows = batches.csv("request_id,prompt", "a,one", ",two", "a,one");

        assertThat(rows.get(0).problems()).isEmpty();
        assertThat(rows.get(2).problems())
                .containsExactly(new Problem(
                        "request_id", "\"a\", as in row 1", "each row must have an id of its own, or none"));
    }

    @Test
    void aProblemOfARequestIsToldByItsColumn() throws Exception {
        try (BatchReader reader =
                batches.open(batches.write("a.csv", "project,meta.scene,duration,image_1,request_id\na,b,5,c,d\n"))) {
            assertThat(List.of(
                            "input.duration",
                            "metadata.project",
                            "metadata.scene",
                            "input.image_urls[0]",
                            "image_files[1]",
                            "image_files",
                            "input.mode",
                            "request_id",
                            "metadata.other",
                            "document"))
                    .extracting(reader.form()::column)
                    .containsExactly(
                            "duration",
                            "project",
                            "meta.scene",
                            "image_1",
                            "image_2",
                            "image_1",
                            "mode",
                            "request_id",
                            "meta.other",
                            "document");
        }
    }

    @Test
    void aTableInAnotherEncodingIsRefusedBeforeItsFirstRow() throws Exception {
        assertThat(batches.refusal("a.csv", "prompt\none\ngr\u00FCn\n".getBytes(StandardCharsets.ISO_8859_1))
                        .message())
                .contains("not UTF-8 but perhaps Windows-1252: byte FC in line 3", "save it as \"CSV UTF-8\" in Excel");
        assertThat(batches.refusal("a.csv", "\uFEFFprompt\none\n".getBytes(StandardCharsets.UTF_16LE))
                        .message())
                .contains("not UTF-8 but UTF-16 (little endian)", "save it as");
    }
}
