package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** With prices each outcome, report and plan says what it costs. */
class CostRouteTest extends GatewayTest {

    private String price = "0.15";

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.price.*.*", price);
        settings.setProperty("vidu.price.text-to-video.540p", "0.0525");
        settings.setProperty("vidu.defaults.mode", "text-to-video");
    }

    private static String ofOnePrice(String id, String prompt) {
        return """
                {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": 2, "resolution": "720p"}}""".formatted(id, prompt);
    }

    @Test
    void whatIsLeftToTheApiIsDoubtful() throws Exception {
        drop("d.json", request("d", "A lake"));
        awaitDone("d.json");

        JsonNode outcome = json(done().resolve("d.json.outcome.json"));
        assertThat(outcome.path("billed_seconds").asInt()).isEqualTo(2);
        assertThat(outcome.at("/cost/state").asText()).isEqualTo("doubtful");
        assertThat(outcome.at("/cost/amount").decimalValue()).isEqualByComparingTo("0");
        assertThat(outcome.at("/cost/doubtful").decimalValue()).isEqualByComparingTo("0.3");
        assertThat(journal().query("SELECT state FROM vidu_charge WHERE entry = 2"))
                .containsExactly("DOUBTFUL");
    }

    @Test
    void aFileIsToldWhatItCost() throws Exception {
        drop("a.json", ofOnePrice("a", "A lake"));
        awaitDone("a.json");

        JsonNode cost = json(done().resolve("a.json.outcome.json")).path("cost");
        assertThat(cost.path("amount").decimalValue()).isEqualTo(new BigDecimal("0.3"));
        assertThat(cost.path("state").asText()).isEqualTo("charged");
        assertThat(cost.path("currency").asText()).isEqualTo("USD");
        assertThat(cost.path("seconds").asInt()).isEqualTo(2);
        assertThat(cost.path("price").decimalValue()).isEqualTo(new BigDecimal("0.15"));
        assertThat(cost.has("doubtful")).isFalse();
    }

    @Test
    void thePriceOfTheSubmitCountsWhateverTheSettingsSayByNow() throws Exception {
        drop("c.json", ofOnePrice("c", "A lake sandbox:never"));
        await().until(() -> !ledger().tasksFor("A lake").isEmpty());
        await().until(() -> journal().query("SELECT state FROM vidu_task").contains("RUNNING"));
        stopContext();
        price = "9.99";
        startAgain();
        sandbox.finish("A lake");
        awaitDone("c.json");

        JsonNode cost = json(done().resolve("c.json.outcome.json")).path("cost");
        assertThat(cost.path("amount").decimalValue()).isEqualTo(new BigDecimal("0.3"));
        assertThat(cost.path("price").decimalValue()).isEqualTo(new BigDecimal("0.15"));
    }

    @Test
    void aTaskThatFailedMayHaveBeenCharged() throws Exception {
        drop("b.json", request("b", "A wolf sandbox:fail=CONTENT_VIOLATION"));

        JsonNode cost = awaitDeadLetter("b.json").path("cost");
        assertThat(cost.path("state").asText()).isEqualTo("doubtful");
        assertThat(cost.path("amount").decimalValue()).isEqualByComparingTo("0");
        assertThat(cost.path("doubtful").decimalValue()).isEqualByComparingTo("0.3");
    }

    @Test
    void aReportAddsUpWhatItsRowsCost() throws Exception {
        drop("shots.csv", "prompt,duration,resolution\nA lake,5,540p\nA hut,2,720p\nA wolf,99,720p\n");
        await().until(() -> Files.exists(done().resolve("shots.csv")));

        assertThat(Files.readString(done().resolve("shots.csv.report.csv")))
                .contains(",5,0.2625,\n", ",2,0.30,\n")
                .contains(
                        "row,prompt,duration,resolution,state,code,message,request_id,videos,billed_seconds,cost,cost_doubtful\n");
    }

    @Test
    void aReportCallsNothingFreeThatIsPerhapsPaid() throws Exception {
        drop("open.csv", "prompt,duration\nA lake,2\n");
        await().until(() -> Files.exists(done().resolve("open.csv")));

        assertThat(Files.readString(done().resolve("open.csv.report.csv"))).contains(",2,,0.30\n");
    }

    @Test
    void aPlanSaysWhatItWouldCost() throws Exception {
        assertThat(PlanRouteTest.plan(context(), home, "a.csv", "prompt,duration\nA lake,5\nA hut,2\n")
                        .lines())
                .contains("cost: at most 1.05 USD, with the dearest resolution for 2 that leave theirs to the API");
        assertThat(PlanRouteTest.plan(context(), home, "c.csv", "prompt,duration,resolution\nA lake,5,720p\n")
                        .lines())
                .contains("cost: 0.75 USD");
        assertThat(PlanRouteTest.plan(context(), home, "b.csv", "prompt,duration\nA lake,5\nA hut,\n")
                        .lines())
                .contains("cost: at most 3.15 USD, with 16 seconds for each that leaves them to the API, and"
                        + " the dearest resolution for 2 that leave theirs to the API");
    }
}
