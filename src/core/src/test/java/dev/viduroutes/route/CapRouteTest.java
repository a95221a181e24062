package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.spending.CapRaiseOrder;
import dev.viduroutes.spending.CapRaiseReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** What costs more than a cap leaves waits, and does not reach the API. */
class CapRouteTest extends GatewayTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.cap.day", "5s");
        settings.setProperty("vidu.cap.request", "4s");
    }

    private Clock clock = Clock.systemUTC();

    @Override
    protected void prepare(CamelContext camel) {
        camel.getRegistry().bind("viduClock", clock);
    }

    private static String request(String id, String prompt, int seconds) {
        return """
                {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": %d}}""".formatted(id, prompt, seconds);
    }

    private void awaitStates(String... states) {
        await().untilAsserted(() -> assertThat(journal().query("SELECT state FROM vidu_task ORDER BY request_id"))
                .containsExactly(states));
    }

    @Test
    void whatIsOverWaitsAndWhatFitsGoesOn() throws Exception {
        drop("a.json", request("a", "first", 3));
        awaitDone("a.json");
        drop("over.json", request("over", "over", 3));
        awaitStates("STORED", "RECEIVED");
        drop("b.json", request("b", "small", 2));
        awaitDone("b.json");

        assertThat(ledger().submitsFor("over")).isZero();
        assertThat(slots().inUse()).isZero();
        assertThat(journal()
                        .query("SELECT amount FROM vidu_spending WHERE currency = ''")
                        .toString())
                .contains("5");
        // A person withdraws it: nobody waits for a cap any more.
        context().createProducerTemplate().requestBody("direct:vidu-cancel", "over");
        assertThat(awaitDeadLetter("over.json").at("/failure/code").asText()).isEqualTo("CANCELLED");
    }

    private CapRaiseReport raise(String cap, String amount) {
        return template()
                .requestBody("direct:vidu-raise-cap", CapRaiseOrder.of(cap, amount, "anna"), CapRaiseReport.class);
    }

    @Test
    void whatWaitsGoesOnOnceAPersonRaisesTheCap() throws Exception {
        drop("a.json", request("a", "first", 4));
        awaitDone("a.json");
        drop("over.json", request("over", "over", 2));
        awaitStates("STORED", "RECEIVED");

        CapRaiseReport report = raise("vidu.cap.day", "6s");

        assertThat(report.line()).matches("vidu.cap.day is 6s in \\d{4}-\\d\\d-\\d\\d; it was 5s");
        awaitDone("over.json");
        assertThat(raise("vidu.cap.day", "6s").isChanged()).isFalse();
        assertThat(journal().query("SELECT raised_by FROM vidu_cap_raise")).containsExactly("anna");
        drop("more.json", request("more", "more", 2));
        awaitStates("STORED", "RECEIVED", "STORED");
        startAgain();
        assertThat(ledger().submitsFor("more")).isZero();
    }

    @Test
    void onlyACapThatIsSetIsRaisedInItsUnitAndNoLowerThanItIs() {
        Map.of(
                        "vidu.cap.month 9s",
                                "the cap is vidu.cap.month; it must be one that is set for a day or a month, of which there are vidu.cap.day",
                        "vidu.cap.request 9s", "the cap is vidu.cap.request; it must be one",
                        "vidu.cap.day 9",
                                "the amount is 9; it must be seconds of video, such as 600s, as vidu.cap.day is",
                        "vidu.cap.day -9s", "the amount is -9s; it must be seconds",
                        "vidu.cap.day 4s", "the amount is 4s; it must be 5s, which vidu.cap.day is, or more")
                .forEach((order, told) -> assertThatThrownBy(() -> raise(order.split(" ")[0], order.split(" ")[1]))
                        .hasRootCauseInstanceOf(IllegalArgumentException.class)
                        .rootCause()
                        .hasMessageStartingWith(told));
        assertThatThrownBy(() -> template()
                        .requestBody(
                                "direct:vidu-raise-cap", new CapRaiseOrder("vidu.cap.day", "spring", "9s", "anna")))
                .rootCause()
                .hasMessage("the project is spring; vidu.cap.day can't be raised for one project: it must be empty");
        assertThatThrownBy(() -> CapRaiseOrder.of("vidu.cap.day", "9s", " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatNoTimeMakesCheaperIsRefused() throws Exception {
        drop("long.json", request("long", "long", 5));

        assertThat(awaitDeadLetter("long.json").at("/failure/code").asText()).isEqualTo("CAP_EXCEEDED");
        assertThat(awaitDeadLetter("long.json").at("/failure/message").asText())
                .isEqualTo("it may cost 5s; vidu.cap.request is 4s");
        assertThat(awaitDeadLetter("long.json").at("/failure/billing").asText()).isEqualTo("none");
        assertThat(ledger().submitsFor("long")).isZero();
    }

    @Test
    void aClockThatIsSetForwardOpensNoOtherDay() throws Exception {
        drop("a.json", request("a", "first", 4));
        awaitDone("a.json");
        stopContext();
        clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(40));
        startAgain();

        drop("over.json", request("over", "over", 2));
        awaitStates("STORED", "RECEIVED");
        drop("small.json", request("small", "small", 1));

        awaitDone("small.json");
        assertThat(ledger().submitsFor("over")).isZero();
        assertThat(journal().query("SELECT COUNT(DISTINCT period) FROM vidu_spending WHERE LENGTH(period) = 10"))
                .containsExactly("1");
    }

    @Test
    void afterARestartWhatWaitedWaitsOnAndTheSumIsWhatItWas() throws Exception {
        drop("a.json", request("a", "first", 4));
        awaitDone("a.json");
        drop("over.json", request("over", "over", 2));
        awaitStates("STORED", "RECEIVED");

        startAgain();

        drop("small.json", request("small", "small", 1));
        awaitDone("small.json");
        assertThat(ledger().submitsFor("over")).isZero();
        await().until(() -> slots().inUse() == 0);
    }
}
