package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.viduroutes.spending.CapRaiseOrder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Who is told of outcomes is told of caps, and whoever looks at metrics sees them. */
class CapEventRouteTest extends GatewayTest {

    private record Sent(String event, String file, JsonNode body) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private boolean refuses;

    @BindToRegistry("meters")
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.cap.day", "10s");
        settings.setProperty("vidu.cap.month", "100.00");
        settings.setProperty("vidu.cap.project.*.day", "9s");
        settings.setProperty("vidu.price.*.*", "0.10");
        settings.setProperty("vidu.outcome.uri", "direct:outcomes-of-a-host");
    }

    @Override
    protected void prepare(CamelContext camel) {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:outcomes-of-a-host").process(CapEventRouteTest.this::take);
                }
            });
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void take(Exchange exchange) throws Exception {
        if (refuses) {
            refuses = false;
            throw new IllegalStateException("refused once");
        }
        sent.add(new Sent(
                exchange.getMessage().getHeader("vidu_event", String.class),
                exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class),
                new ObjectMapper().readTree(exchange.getMessage().getBody(String.class))));
    }

    private static String request(String id, int seconds) {
        return """
                {"request_id": "%s", "metadata": {"project": "spring"}, "input": {"mode": "text-to-video", "prompt": "a fox", "duration": %d}}""".formatted(id, seconds);
    }

    @Test
    void metricsTellWhatIsSpentOfEachCap() throws Exception {
        drop("a.json", request("a", 8));
        awaitDone("a.json");

        assertThat(gauge("vidu.cap.limit", "vidu.cap.day")).isEqualTo(10);
        await().until(() -> gauge("vidu.cap.spent", "vidu.cap.day") == 8);
        assertThat(gauge("vidu.cap.limit", "vidu.cap.month")).isEqualTo(100);
        assertThat(gauge("vidu.cap.spent", "vidu.cap.month")).isEqualTo(0.8);
        assertThat(gauge("vidu.cap.spent", "vidu.cap.project.*.day")).isEqualTo(8);
        assertThat(meters.get("vidu.cap.spent").gauges()).hasSize(3);

        template().requestBody("direct:vidu-raise-cap", CapRaiseOrder.of("vidu.cap.day", "40s", "anna"));
        template()
                .requestBody(
                        "direct:vidu-raise-cap", new CapRaiseOrder("vidu.cap.project.*.day", "spring", "30s", "anna"));
        template()
                .requestBody(
                        "direct:vidu-raise-cap", new CapRaiseOrder("vidu.cap.project.*.day", "autumn", "90s", "anna"));

        await().until(() -> gauge("vidu.cap.limit", "vidu.cap.day") == 40);
        await().until(() -> gauge("vidu.cap.limit", "vidu.cap.project.*.day") == 30);
        assertThat(gauge("vidu.cap.limit", "vidu.cap.month")).isEqualTo(100);
    }

    private double gauge(String name, String cap) {
        return meters.get(name).tag("cap", cap).gauge().value();
    }

    @Test
    void eachShareIsToldOnceAndThatRequestsWait() throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new ObjectMapper().readTree(Files.readString(Path.of("config", "cap-event.schema.json"))));
        drop("a.json", request("a", 8));
        awaitDone("a.json");
        await().until(() -> sent.size() == 2);
        drop("over.json", request("over", 5));
        await().until(() -> sent.size() == 3);
        stopContext();
        startAgain();
        drop("b.json", request("b", 1));
        awaitDone("b.json");
        await().until(() -> sent.size() >= 4);

        assertThat(sent)
                .extracting(one -> one.event() + " " + one.body().at("/cap").asText() + " "
                        + one.body().at("/share").asText() + " "
                        + one.body().at("/project").asText())
                .containsExactlyInAnyOrder(
                        "cap_share vidu.cap.day 80 ",
                        "cap_share vidu.cap.project.*.day 80 spring",
                        "cap_waiting vidu.cap.day  ",
                        "cap_share vidu.cap.project.*.day 100 spring");
        assertThat(sent).allSatisfy(one -> {
            assertThat(schema.validate(one.body())).as("%s", one).isEmpty();
            assertThat(one.body().has("request_id") || one.body().has("state")).isFalse();
            assertThat(one.file()).endsWith(".cap-event.json");
        });
        assertThat(sent).extracting(Sent::file).doesNotHaveDuplicates();
        assertThat(sent.get(0).body().at("/spent").asInt()).isEqualTo(8);
    }

    @Test
    void whatCouldNotBeSentIsNotTold() throws Exception {
        refuses = true;
        drop("a.json", request("a", 8));
        awaitDone("a.json");

        await().until(() -> sent.size() == 1);
        assertThat(journal().query("SELECT COUNT(*) FROM vidu_cap_event WHERE told_at = 0 AND lease_until > 0"))
                .containsExactly("1");
    }
}
