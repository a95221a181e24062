package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.route.Steering;
import dev.viduroutes.sandbox.Ledger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Headers that came with a request reach no endpoint. */
class SteeringHeaderTest extends GatewayTest {

    private static final List<String> MARKS = List.of("x-steered", "cookie", "x-forwarded-host");

    private static Map<String, Object> steering() {
        Map<String, Object> headers = new HashMap<>(Steering.headers());
        headers.put("Content-Type", "text/evil");
        headers.put("X-Steered", "yes");
        headers.put("X-Forwarded-Host", "evil.example");
        headers.put("CamelAwsS3ContentLength", 3L);
        return headers;
    }

    @Test
    void noHeaderSteersHttpS3OrFiles() throws Exception {
        Ledger plain = afterRequests(Map.of());
        for (Map<String, Object> headers : List.of(steering(), Steering.shouted(steering()))) {
            Ledger steered = afterRequests(headers);
            assertSteeredNothing(plain);
            MARKS.forEach(mark -> assertThat(steered.headersSeen().values()).noneMatch(seen -> seen.contains(mark)));
        }
        assertThat(ledger().tasks()).hasSize(3);
        assertThat(names(deadLetters())).hasSize(2 * 3);
    }

    /** Steered away, a request may never end. */
    private Outcome generate(String document, Map<String, Object> headers) throws Exception {
        return template()
                .asyncRequestBodyAndHeaders("direct:vidu-generate", document, headers, Outcome.class)
                .get(60, TimeUnit.SECONDS);
    }

    private Ledger afterRequests(Map<String, Object> headers) throws Exception {
        Outcome stored = generate(request("steered ü"), headers);
        Outcome refused = generate("no json", headers);

        assertThat(stored.isStored()).isTrue();
        assertThat(object(stored.videos().get(0).key()).asByteArray())
                .hasSize((int) stored.videos().get(0).bytes());
        assertThat(refused.failure()).isPresent();
        assertThat(deadLetters().resolve(refused.source().recordName())).hasContent("no json");
        assertThat(ledger().lastRequest("steered")).contains("steered ü");
        return ledger();
    }
}
