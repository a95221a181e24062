package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.batch.BatchPlan;
import dev.viduroutes.batch.PlanReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** What the plan of a file says: the rules, the defaults and the journal are those of the gateway. */
class PlanRouteTest extends GatewayTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.defaults.mode", "text-to-video");
    }

    private PlanReport plan(String name, String content) throws Exception {
        return plan(context(), home, name, content);
    }

    static PlanReport plan(CamelContext context, Path folder, String name, String content) throws Exception {
        Path file = Files.writeString(folder.resolve(name), content);
        return context.getRegistry()
                .lookupByNameAndType("viduPlan", BatchPlan.class)
                .plan(file);
    }

    @Test
    void aBatchIsReadAsTheGatewayReadsItAndNothingIsSent() throws Exception {
        PlanReport report = plan("shots.csv", """
                request_id;prompt;duration;resolution
                defaults;;5;
                ;A lake;;
                ;A hut;20;
                ;A tree;7;4k
                ;"Fog
                at night";2,5;
                a;A sea;3;720p
                ;;;540p
                """);

        assertThat(report.isWhole()).isFalse();
        assertThat(report.lines())
                .startsWith(
                        "rows=6 new=2 known=0 wrong=4",
                        "row 2 (line 4): duration is 20; it must be a whole number of seconds from 1 to 16",
                        "row 3 (line 5): resolution is \"4k\"; it must be 540p, 720p or 1080p",
                        "row 4 (line 6): duration is \"2,5\"; a decimal comma is not taken, nor is a part of a second:"
                                + " it must be a whole number, such as 5",
                        "row 6 (line 9): prompt is missing; it must be a text of 1 to 5000 characters; the text modes need it",
                        "seconds to be billed: 8",
                        "cost: not known, since vidu.price.*.* and the like are not set")
                .last()
                .asString()
                .startsWith("done in about ");
        assertThat(ledger().calls()).isEmpty();
        assertThat(journal().query("SELECT request_id FROM vidu_task")).isEmpty();
    }

    @Test
    void whatTheJournalKnowsCostsNothingAgain() throws Exception {
        generate(request("known", "A lake"));

        PlanReport report = plan("shots.jsonl", request("known", "A lake") + "\n" + request("A hut") + "\n");

        assertThat(report.isWhole()).isTrue();
        assertThat(report.lines()).startsWith("rows=2 new=1 known=1 wrong=0", "seconds to be billed: 2");
        assertThat(plan("other.jsonl", request("known", "Another lake")).lines().get(1))
                .isEqualTo(
                        "row 1 (line 1): request_id is known from another request; it must be new, or the same request");
    }

    @Test
    void aRequestIsPlannedLikeABatchOfOne() throws Exception {
        assertThat(plan("shot.json", request("A lake")).lines()).startsWith("rows=1 new=1 known=0 wrong=0");
        assertThat(plan("shot.json", "{\"input\":").lines().get(1))
                .startsWith("the request: document is not usable as JSON");
        assertThat(plan("head.csv", "prompt,duration\n").lines().get(1))
                .isEqualTo(
                        "the batch: document is one without rows; it must have at least one row below the names of its"
                                + " columns");
        assertThat(plan("book.ods", "PK\3\4").lines().get(1))
                .startsWith("the batch: document is a zip archive, such as an Excel or LibreOffice workbook");
        PlanReport note = plan("note.md", request("A lake"));
        assertThat(note.isWhole()).isFalse();
        assertThat(note.lines().get(1))
                .isEqualTo(
                        "the request: file name is \"note.md\"; it must end in .json for a request, and in .csv, .jsonl"
                                + " or .txt for a batch");
        assertThat(plan("a.csv", "promt\nx\n").lines())
                .startsWith("rows=0 new=0 known=0 wrong=0; the rest can't be read")
                .element(1)
                .asString()
                .startsWith(
                        "the batch: promt is not a known column; the first row must name the columns; did you mean prompt?");
    }
}
