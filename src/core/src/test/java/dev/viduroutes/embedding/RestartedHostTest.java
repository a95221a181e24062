package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.ViduRoutes;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Contexts that stop and start again, and several of them in one JVM. */
@ViduSandbox
class RestartedHostTest {

    private final RunningSandbox sandbox;

    RestartedHostTest(RunningSandbox sandbox) {
        this.sandbox = sandbox;
    }

    private static CamelContext context(Properties settings) throws Exception {
        CamelContext context = new DefaultCamelContext();
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setOverrideProperties(settings);
        ViduRoutes.addTo(context);
        return context;
    }

    private static Outcome generate(CamelContext context, String id, String prompt) {
        return context.createProducerTemplate().requestBody("direct:vidu-generate", request(id, prompt), Outcome.class);
    }

    private static String request(String id, String prompt) {
        return """
                {"request_id": "%s", "input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(id, prompt);
    }

    @Test
    void aContextThatWasStoppedWorksAgainAfterEveryStart() throws Exception {
        CamelContext context = context(sandbox.settings());
        for (int round = 1; round <= 3; round++) {
            context.start();
            Outcome outcome = generate(context, "round-" + round, "round " + round + " sandbox:submit=503x1");
            assertThat(outcome.isStored()).as("round %d", round).isTrue();
            if (round > 1) {
                Outcome earlier = generate(context, "round-1", "round 1 sandbox:submit=503x1");
                assertThat(earlier.isStored()).as("remembered").isTrue();
            }
            context.stop();
        }
        assertThat(sandbox.ledger().tasksFor("round")).hasSize(3);
    }

    @Test
    void whatWasUnderWayAtTheStopGoesOnAfterTheNextStart() throws Exception {
        CamelContext context = context(sandbox.settings());
        context.start();
        CompletableFuture<Outcome> first =
                CompletableFuture.supplyAsync(() -> generate(context, "cut", "cut off sandbox:never"));
        await().until(() -> !sandbox.ledger().tasksFor("cut off").isEmpty());
        context.stop();
        Assertions.assertThatThrownBy(() -> first.get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(CamelExecutionException.class);

        context.start();
        sandbox.api().finish("cut off");

        assertThat(generate(context, "cut", "cut off sandbox:never").isStored()).isTrue();
        assertThat(sandbox.ledger().tasksFor("cut off")).hasSize(1);
        context.stop();
    }

    @Test
    void twoContextsOfOneJvmDoNotDisturbEachOther() throws Exception {
        CamelContext left = context(sandbox.settings());
        CamelContext right = context(sandbox.settings());
        left.start();
        right.start();
        assertThat(generate(left, "same-id", "of the left").isStored()).isTrue();
        assertThat(generate(right, "same-id", "of the right").isStored()).isTrue();

        left.stop();

        assertThat(generate(right, "alone", "alone on the right").isStored()).isTrue();
        right.stop();
        assertThat(sandbox.ledger().tasksFor("of the")).hasSize(2);
    }

    @Test
    void twoContextsThatShareAJournalPayOnce() throws Exception {
        Properties settings = sandbox.settings();
        CamelContext left = context(settings);
        CamelContext right = context(settings);
        left.start();
        right.start();

        List<CompletableFuture<Outcome>> both = List.of(left, right).stream()
                .map(context -> CompletableFuture.supplyAsync(() -> generate(context, "shared", "shared by two")))
                .toList();

        for (CompletableFuture<Outcome> answer : both) {
            assertThat(answer.get(60, TimeUnit.SECONDS).isStored()).isTrue();
        }
        assertThat(sandbox.ledger().tasksFor("shared by two")).hasSize(1);
        left.stop();
        right.stop();
    }

    @Test
    void addingTwiceIsAddingOnce() throws Exception {
        CamelContext context = context(sandbox.settings());

        context.addRoutes(new ViduRoutes());

        context.start();
        assertThat(generate(context, "twice", "added twice").isStored()).isTrue();
        context.stop();
    }

    @Test
    void noThreadOutlivesItsContext() throws Exception {
        generateAndStop("warm up");
        Set<String> before = threads();

        generateAndStop("measured");

        await().untilAsserted(() -> {
            Set<String> left = threads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    private void generateAndStop(String prompt) throws Exception {
        CamelContext context = context(sandbox.settings());
        context.start();
        generate(context, "threads", prompt);
        assertThat(threads()).anyMatch(name -> name.startsWith("vidu-"));
        context.stop();
    }

    /** Names without their numbers, but for those of the sandbox and of the JVM's shared pools. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name ->
                        !name.matches("(awaitility|sandbox|S3Proxy|qtp|ForkJoinPool|HttpClient|Scheduler|surefire).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
