package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Tasks that the API itself reports as failed. */
class FailedTasksTest extends FaultTest {

    private static final int TASKS_AT_MOST = 3;

    @Test
    void everyFailCodeIsTreatedAsItsClassDemands() throws Exception {
        Properties codes = codes();
        codes.values().removeIf("account"::equals);
        codes.remove("default");
        String[] triggers = codes.stringPropertyNames().stream()
                .map(code -> "sandbox:fail=" + code)
                .toArray(String[]::new);

        Map<String, Outcome> ended = runAll(triggers);

        assertThat(ended).hasSizeGreaterThanOrEqualTo(18);
        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            String code = one.getKey().substring("sandbox:fail=".length());
            String kind = codes.getProperty(code);
            int expected = kind.equals("transient") ? TASKS_AT_MOST : 1;
            assertDead(one.getKey(), one.getValue(), code, kind, Billing.UNKNOWN);
            assertThat(tasks(one.getKey())).as(code).hasSize(expected);
            assertThat(one.getValue().attempts()).isEqualTo(expected);
        }
        assertThat(ledger().billedSecondsTotal()).isZero();
        assertNothingIsLeft();
    }

    @Test
    void aCodeThatNobodyKnowsIsOfTheDefaultClass() throws Exception {
        Outcome outcome = endOf(start("sandbox:fail=BRAND_NEW_REASON"));

        assertDead(
                "sandbox:fail=BRAND_NEW_REASON",
                outcome,
                "BRAND_NEW_REASON",
                codes().getProperty("default"),
                Billing.UNKNOWN);
        assertThat(submits("sandbox:fail=BRAND_NEW_REASON")).isEqualTo(1);
    }

    @Test
    void aTransientFailureIsMendedByANewTask() throws Exception {
        Map<String, Outcome> ended = runAll(
                "sandbox:fail=GENERATION_FAILEDx1",
                "sandbox:fail=generation_failedx1",
                "sandbox:fail=MODEL_UNAVAILABLEx2",
                "sandbox:fail=PROCESSING_TIMEOUTx1 sandbox:submit=500x2 sandbox:truncatedx1");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertStored(one.getKey(), one.getValue());
            assertThat(one.getValue().attempts()).isEqualTo(submits(one.getKey()));
        }
        assertThat(tasks("sandbox:fail=GENERATION_FAILEDx1")).hasSize(2);
        assertThat(tasks("sandbox:fail=generation_failedx1")).hasSize(2);
        assertThat(tasks("sandbox:fail=MODEL_UNAVAILABLEx2")).hasSize(3);
        assertThat(ledger().billedSecondsTotal()).isEqualTo(8);
    }

    private static Properties codes() throws Exception {
        Properties codes = new Properties();
        try (InputStream file = FailedTasksTest.class.getResourceAsStream("/vidu/failures.properties")) {
            codes.load(file);
        }
        return codes;
    }
}
