package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How trigger words are read. */
class TriggerTest {

    private static final int ALWAYS = Integer.MAX_VALUE;

    @Test
    void triggersAreFoundAmongOtherWordsInTheirOrder() {
        assertThat(Trigger.in("A fox, sandbox:lostx2, at dawn\nsandbox:fail=NSFW. not-sandbox:html"))
                .containsExactly(new Trigger(Fault.LOST, "", 2), new Trigger(Fault.FAIL, "NSFW", ALWAYS));
    }

    @Test
    void aNumberOfTimesMayFollowAValue() {
        assertThat(Trigger.parse("submit=503x12")).isEqualTo(new Trigger(Fault.SUBMIT, "503", 12));
        assertThat(Trigger.parse("submit=403-ipx2")).isEqualTo(new Trigger(Fault.SUBMIT, "403-ip", 2));
        assertThat(Trigger.parse("slow=30sx1")).isEqualTo(new Trigger(Fault.SLOW, "30s", 1));
        assertThat(Trigger.parse("size=8MB")).isEqualTo(new Trigger(Fault.SIZE, "8MB", ALWAYS));
    }

    @Test
    void aUrlIsTakenWhole() {
        assertThat(Trigger.parse("result-url=http://h/linux2"))
                .isEqualTo(new Trigger(Fault.RESULT_URL, "http://h/linux2", ALWAYS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "lots",
                "submit",
                "submit=418",
                "submit=200",
                "submit=400-",
                "submit=400-a-b",
                "submit=502-ip",
                "fail",
                "fail=a-b",
                "lost=1",
                "lostx0",
                "slow=30",
                "slow=",
                "size=3",
                "size=2000MB",
                "size=0MB",
                "results=0",
                "results=100",
                "expired=never",
                "callback=never",
                "state=",
                "status=200",
                "envelope=0",
                "result-url="
            })
    void aMistypedTriggerIsNoSilentNoFault(String text) {
        assertThatThrownBy(() -> Trigger.parse(text))
                .isInstanceOf(UnknownTrigger.class)
                .hasMessageContaining("sandbox:" + text)
                .hasMessageContaining("GET /sandbox");
    }

    @Test
    void aMistypedTriggerRefusesTheRequest() {
        try (Sandbox sandbox = Sandbox.builder().start()) {
            Caller caller = new Caller(sandbox);
            assertThat(Caller.body(caller.submit("sandbox:lots")).get("message").asText())
                    .startsWith("input.prompt has a wrong trigger: trigger is sandbox:lots; no such fault");
            assertThat(sandbox.ledger().tasks()).isEmpty();
        }
    }

    @Test
    void aMistypedOrImpossibleRateStopsTheStart() {
        assertThatThrownBy(() -> Sandbox.builder().faultRate("lots", 0.1)).hasMessageContaining("sandbox:lots");
        assertThatThrownBy(() -> Sandbox.builder().faultRate("lost", 1.1).start())
                .hasMessage("sandbox faultRate of lost is 1.1; it must be 0 to 1");
    }
}
