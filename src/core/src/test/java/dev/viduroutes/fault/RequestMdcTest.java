package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.lifecycle.WorkerPool;
import dev.viduroutes.request.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Which request a line of the log is about, with many of them on the same few threads. */
class RequestMdcTest extends FaultTest {

    private static final Pattern REQUEST = Pattern.compile("requestId=(\\S+)");
    private static final Pattern TASK = Pattern.compile("taskId=(\\S+)");

    private final MdcTrap trap = MdcTrap.of("vidu", Level.DEBUG);
    private final MdcTrap host = MdcTrap.of("host", Level.DEBUG);

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.threads", "2");
        settings.setProperty("vidu.delivery.attempts", "2");
        settings.setProperty("vidu.submit.attempts", "2");
    }

    @Override
    protected void prepare(CamelContext camel) {
        try {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:host")
                            .process(exchange -> say(exchange, "before"))
                            .to("direct:vidu-generate")
                            .process(exchange -> say(exchange, "after"));
                }
            });
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void say(Exchange exchange, String when) {
        MDC.put("order", exchange.getMessage().getHeader("order", "", String.class));
        LoggerFactory.getLogger("host").info(when);
    }

    @AfterEach
    void closeTraps() {
        trap.close();
        host.close();
    }

    @Test
    void everyLineThatNamesARequestCarriesItsIdsAndNoOther() throws Exception {
        String[] triggers = IntStream.range(0, 6)
                .mapToObj(i -> List.of(
                                "fine",
                                "sandbox:lost",
                                "sandbox:submit=400",
                                "sandbox:submit=500x1",
                                "sandbox:fail=CONTENT_VIOLATION",
                                "sandbox:not-video",
                                "sandbox:download=500x1",
                                "sandbox:status=500x2")
                        .stream()
                        .map(trigger -> i + " " + trigger))
                .flatMap(all -> all)
                .toArray(String[]::new);
        Map<String, Outcome> ended = runAll(triggers);
        generate(request("wrong").replace("text-to-video", "no-such-mode"));
        generate("no JSON");

        assertThat(ended).hasSize(48);
        List<MdcTrap.Line> named = trap.lines().stream()
                .filter(line -> REQUEST.matcher(line.message()).find())
                .toList();
        assertThat(named).hasSizeGreaterThan(200).allSatisfy(line -> {
            assertThat(line.requestId()).as(line.message()).isEqualTo(found(REQUEST, line.message()));
            String task = found(TASK, line.message());
            if (!task.isEmpty() && !line.taskId().isEmpty()) {
                assertThat(line.taskId()).as(line.message()).isEqualTo(task);
            }
        });
        assertThat(named.stream().filter(line -> line.message().contains("state=STORED")))
                .allMatch(line -> !line.taskId().isEmpty());
        assertThat(MDC.get("vidu.requestId")).isNull();
    }

    private static String found(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Test
    void aHostsLinesCarryItsOwnAndNothingOfOurs() {
        for (String order : List.of("one", "two")) {
            Outcome outcome = template()
                    .requestBodyAndHeader("direct:host", request("hosted " + order), "order", order, Outcome.class);
            assertThat(outcome.isStored()).isTrue();
        }

        assertThat(host.lines()).hasSize(4).allSatisfy(line -> {
            assertThat(line.requestId()).isEmpty();
            assertThat(line.taskId()).isEmpty();
            assertThat(line.mdc()).containsKey("order");
        });
    }

    /** The threads that requests ran on, both of them. */
    @Test
    void afterItsEndNoThreadCarriesARequest() throws Exception {
        runAll("a", "b", "c", "d");
        WorkerPool pool = context().getRegistry().lookupByNameAndType("viduPool", WorkerPool.class);
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<String> look = () -> {
            both.await(30, TimeUnit.SECONDS);
            return String.valueOf(MDC.get("vidu.requestId"));
        };

        for (Future<String> seen : pool.invokeAll(List.of(look, look))) {
            assertThat(seen.get()).isEqualTo("null");
        }
    }
}
