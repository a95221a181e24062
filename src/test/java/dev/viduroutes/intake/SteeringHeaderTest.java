package dev.viduroutes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.route.GatewayTest;
import dev.viduroutes.sandbox.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Headers that came with a request reach no endpoint. */
class SteeringHeaderTest extends GatewayTest {

    private static final List<String> MARKS = List.of("x-steered", "cookie", "x-forwarded-host");

    private Map<String, Object> steering() {
        Map<String, Object> headers = new HashMap<>();
        headers.put("CamelHttpUri", "http://localhost:1/evil");
        headers.put("CamelHttpPath", "/evil");
        headers.put("CamelHttpQuery", "evil=1");
        headers.put("CamelHttpMethod", "DELETE");
        headers.put("CamelHttpRawQuery", "evil=1");
        headers.put("CamelHttpHost", "evil");
        headers.put("Authorization", "Bearer evil");
        headers.put("Content-Type", "text/evil");
        headers.put("Host", "evil.example");
        headers.put("Cookie", "evil=1");
        headers.put("X-Steered", "yes");
        headers.put("X-Forwarded-Host", "evil.example");
        headers.put("CamelAwsS3Key", "evil/${env:HOME}.mp4");
        headers.put("CamelAwsS3BucketName", "evil-bucket");
        headers.put("CamelAwsS3OverrideBucketName", "evil-bucket");
        headers.put("CamelAwsS3Operation", "deleteBucket");
        headers.put("CamelAwsS3ContentLength", 3L);
        headers.put("CamelFileName", "../../evil.json");
        headers.put("CamelOverruleFileName", "../../evil.json");
        headers.put("CamelCharsetName", "UTF-16");
        headers.put("CamelJacksonUnmarshalType", "java.util.HashMap");
        return headers;
    }

    @Test
    void noHeaderSteersHttpS3OrFiles() throws Exception {
        Ledger plain = afterRequests(Map.of());
        Ledger steered = afterRequests(steering());
        Map<String, Object> upper = new HashMap<>();
        steering().forEach((name, value) -> upper.put(name.toUpperCase(Locale.ROOT), value));
        Ledger shouted = afterRequests(upper);

        for (Ledger ledger : List.of(steered, shouted)) {
            assertThat(ledger.hostsSeen()).isEqualTo(plain.hostsSeen());
            assertThat(ledger.headersSeen()).isEqualTo(plain.headersSeen());
            assertThat(ledger.calls().keySet()).isEqualTo(plain.calls().keySet());
            assertThat(ledger.unauthorized()).isZero();
            assertThat(ledger.resultCallsWithAuthorization()).isZero();
            MARKS.forEach(mark -> assertThat(ledger.headersSeen().values()).noneMatch(seen -> seen.contains(mark)));
        }
        assertThat(shouted.tasks()).hasSize(3);
        assertThat(names(s3.folder())).doesNotContain("evil-bucket").contains(BUCKET);
        assertThat(names(s3.folder().resolve(BUCKET))).containsExactly("videos");
        assertThat(names(deadLetters())).hasSize(2 * 3);
        for (Path place : List.of(home, home.resolve(".."), home.resolve("../.."))) {
            assertThat(Files.exists(place.resolve("evil.json"))).isFalse();
        }
    }

    /** Steered away, a request may never end. */
    private Outcome generate(String document, Map<String, Object> headers) throws Exception {
        return template()
                .asyncRequestBodyAndHeaders("direct:vidu-generate", document, headers, Outcome.class)
                .get(15, TimeUnit.SECONDS);
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
