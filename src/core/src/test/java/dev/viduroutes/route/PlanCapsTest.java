package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.batch.PlanReport;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.spending.CapForecast;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What the plan of a file says of caps and floors. */
class PlanCapsTest extends GatewayTest {

    private String action = "wait";

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.defaults.mode", "text-to-video");
        settings.setProperty("vidu.price.*.*", "0.50");
        settings.setProperty("vidu.cap.request", "10s");
        settings.setProperty("vidu.cap.day", "8.00");
        settings.setProperty("vidu.cap.project.*.day", "9s");
        settings.setProperty("vidu.cap.action", action);
    }

    private PlanReport plan(String content) throws Exception {
        return PlanRouteTest.plan(context(), home, "shots.csv", content);
    }

    private static final String SHOTS = """
            prompt,duration,project
            one,4,sea
            two,6,sea
            three,11,
            four,5,
            five,5,land
            six,2,land
            """;

    @Test
    void whatWouldWaitAndWhatWouldBeRefusedIsToldByCap() throws Exception {
        generate(request("paid", "before"));
        String day = LocalDate.now(ZoneOffset.UTC).toString();
        try (LogTrap log = LogTrap.of("vidu.spending", Level.INFO)) {
            PlanReport report = plan(SHOTS);

            // 2 s of 16 are spent, 4 + 5 + 5 more fit.
            assertThat(report.lines())
                    .contains(
                            "vidu.cap.request: 10s; 1 row would be refused (CAP_EXCEEDED)",
                            "vidu.cap.day: 7.00 USD of 8.00 USD left until " + day + " is over; 1 row would wait",
                            "vidu.cap.project.*.day of project sea: 9s of 9s left until " + day
                                    + " is over; 1 row would wait",
                            "vidu.cap.project.*.day of project land: 9s of 9s left until " + day
                                    + " is over; it holds nothing back")
                    .last()
                    .asString()
                    .endsWith(", and later what waits for money");
            assertThat(report.caps()).extracting(CapForecast::waiting).containsExactly(0L, 1L, 1L, 0L);
            assertThat(log.lines()).isEmpty();
        }
        action = "refuse";
        stopContext();
        startAgain();

        assertThat(plan(SHOTS).lines())
                .contains("vidu.cap.day: 7.00 USD of 8.00 USD left until " + day
                        + " is over; 1 row would be refused (CAP_EXCEEDED)");
    }
}
