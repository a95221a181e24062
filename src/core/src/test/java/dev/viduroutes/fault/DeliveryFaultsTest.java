package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From a paid video to the bucket, with obstacles; on few threads, so that a leaked connection is missed soon. */
class DeliveryFaultsTest extends FaultTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.threads", "4");
        settings.setProperty("vidu.delivery.attempts", "4");
        settings.setProperty("vidu.delivery.max-bytes", "1MiB");
        settings.setProperty("vidu.delivery.response-timeout", "3s");
    }

    @Test
    void aDownloadThatGoesWrongIsRepeatedUntilEveryByteIsThere() throws Exception {
        Map<String, Outcome> ended = runAll(
                "sandbox:truncatedx3",
                "sandbox:download=500x5",
                "sandbox:download=503x5",
                "sandbox:download=429x5",
                "sandbox:download=403x3",
                "sandbox:download=404x3",
                "sandbox:not-videox3",
                "sandbox:emptyx3",
                "sandbox:expired",
                "sandbox:expiredx4",
                "sandbox:two-results",
                "sandbox:two-results sandbox:truncatedx2",
                "sandbox:two-results sandbox:expiredx2",
                "sandbox:results=5 sandbox:download=503x2 sandbox:emptyx2");

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertStoredOnce(one.getKey(), one.getValue());
            assertThat(submits(one.getKey())).as(one.getKey()).isEqualTo(1);
            // Each result was served whole once: nothing that was stored is fetched again.
            assertThat(tasks(one.getKey()).get(0).results()).as(one.getKey()).allMatch(made -> made.downloads() == 1);
            assertThat(objectsOf(one.getValue()))
                    .as(one.getKey())
                    .hasSize(one.getValue().videos().size() + 1);
        }
        assertThat(ended.get("sandbox:results=5 sandbox:download=503x2 sandbox:emptyx2")
                        .videos())
                .extracting(video -> video.key().replaceAll(".*/", ""))
                .containsExactly("1.mp4", "2.mp4", "3.mp4", "4.mp4", "5.mp4");
        assertNothingIsLeft();
    }

    @Test
    void aDownloadThatStaysWrongIsADeadLetterAndNothingIsStored() throws Exception {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("sandbox:not-video", "DOWNLOAD_FAILED");
        codes.put("sandbox:empty", "DOWNLOAD_FAILED");
        codes.put("sandbox:download=418", "DOWNLOAD_FAILED");
        codes.put("sandbox:redirect", "DOWNLOAD_FAILED");
        codes.put("sandbox:size=2MB", "DOWNLOAD_FAILED");
        codes.put("sandbox:expired=always", "RESULT_EXPIRED");
        codes.put("sandbox:download=410", "RESULT_EXPIRED");
        codes.put("sandbox:no-results", "INVALID_RESULT");
        codes.put("sandbox:bad-result-json", "INVALID_RESULT");

        Map<String, Outcome> ended = runAll(codes.keySet().toArray(String[]::new));

        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), codes.get(one.getKey()), "delivery", Billing.BILLED);
            assertThat(submits(one.getKey())).as(one.getKey()).isEqualTo(1);
            assertThat(one.getValue().billedSeconds()).contains(2);
        }
        assertThat(ended.get("sandbox:size=2MB").failure().orElseThrow().message())
                .contains("vidu.delivery.max-bytes");
        assertNothingIsLeft();
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (ScriptedServer inside = new ScriptedServer(ScriptedServer.bytes(200, ScriptedServer.mp4()))) {
            String triggers = "sandbox:redirect=" + inside.url() + "/secret.mp4";

            Outcome outcome = endOf(start(triggers));

            assertDead(triggers, outcome, "DOWNLOAD_FAILED", "delivery", Billing.BILLED);
            assertThat(inside.asked()).isEmpty();
        }
    }

    @Test
    void fortyFailingDownloadsLeaveEveryConnectionAndThreadUsable() throws Exception {
        List<String> faults =
                List.of("sandbox:download=404x2", "sandbox:truncatedx2", "sandbox:download=500x2", "sandbox:not-video");
        Map<String, Future<Outcome>> started = startAll(IntStream.range(0, 40)
                .mapToObj(i -> "no " + i + " " + faults.get(i % faults.size()))
                .toArray(String[]::new));

        Map<String, Outcome> ended = endOf(started);

        ended.forEach((triggers, outcome) ->
                assertThat(outcome.isStored()).as(triggers).isEqualTo(!triggers.endsWith("not-video")));
        assertStoredOnce("and one more", endOf(start("and one more")));
        assertNothingIsLeft();
    }
}
