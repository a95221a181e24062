package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.batch.BatchOutcome;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guest and host in one context, each behaving as if it were alone. */
@ViduSandbox
class HostileHostTest {

    private final RunningSandbox sandbox;
    private DefaultCamelContext context;
    private HostileHost host;
    private Path home;

    HostileHostTest(RunningSandbox sandbox) {
        this.sandbox = sandbox;
    }

    @BeforeEach
    void moveIn() throws Exception {
        Properties settings = sandbox.settings();
        home = Path.of(settings.getProperty("vidu.home"));
        context = HostileHost.withGuest(settings);
        context.start();
        host = context.getRegistry().lookupByNameAndType("host", HostileHost.class);
    }

    @AfterEach
    void moveOut() {
        context.stop();
    }

    private Outcome generate(String prompt) {
        return context.createProducerTemplate().requestBody("direct:order", request(prompt), Outcome.class);
    }

    private static String request(String prompt) {
        return """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 2}}""".formatted(prompt);
    }

    @Test
    void theGuestsWayIsTheSameInAHostileContext() throws Exception {
        Outcome stored = generate("hostile but fine sandbox:submit=503x2");
        Outcome refused = generate("hostile and refused sandbox:fail=CONTENT_VIOLATION");
        Outcome late = generate("hostile and late sandbox:download=503x1");

        assertThat(stored.isStored()).isTrue();
        assertThat(sandbox.object(stored.videos().get(0).key()))
                .hasSize(stored.videos().get(0).bytes());
        assertThat(sandbox.ledger().submitsFor("hostile but fine")).isEqualTo(3);
        assertThat(refused.failure().orElseThrow().code()).isEqualTo("CONTENT_VIOLATION");
        assertThat(home.resolve("dead-letter").resolve(refused.source().recordName() + ".reason.json"))
                .exists();
        assertThat(late.isStored()).isTrue();
        assertThat(host.deadLetters).hasValue(0);
        assertThat(host.completions).hasValue(0);
        assertThat(host.interceptions).hasValue(0);
    }

    @Test
    void soIsTheWayOfABatch() {
        BatchOutcome outcome = context.createProducerTemplate()
                .requestBodyAndHeader(
                        "direct:vidu-generate-batch",
                        "mode,prompt,duration\ntext-to-video,first,2\ntext-to-video,second sandbox:submit=503x2,2\n",
                        "Content-Type",
                        "text/csv",
                        BatchOutcome.class);

        assertThat(outcome.stored()).isEqualTo(2);
        assertThat(host.deadLetters).hasValue(0);
        assertThat(host.completions).hasValue(0);
        assertThat(host.interceptions).hasValue(0);
    }

    @Test
    void theHostsOwnHandlersStillHandleWhatIsTheHosts() {
        context.createProducerTemplate().sendBody("direct:own", "trouble");

        assertThat(host.deadLetters).hasValueGreaterThan(0);
        assertThat(host.completions).hasValueGreaterThan(0);
        assertThat(host.interceptions).hasValueGreaterThan(0);
    }

    @Test
    void aHostThatLogsEveryStepNeverSeesTheKey() {
        try (LogTrap log = LogTrap.of("org.apache.camel", Level.INFO)) {
            generate("traced sandbox:submit=500x1");

            assertThat(log.text()).contains("vidu-send-ca", "CamelHttpPath").doesNotContain("sandbox-key");
        }
        assertThat(sandbox.ledger().unauthorized()).isZero();
    }

    @Test
    void theHostsVariablesAreTheHostsAfterTheCallToo() {
        List<String> names =
                List.of("task", "source", "outcome", "document", "original", "claim", "call", "reply", "failure");
        Exchange exchange = context.createProducerTemplate().send("direct:order", order -> {
            order.getMessage().setBody(request("a host with variables"));
            names.forEach(name -> order.setVariable(name, "the host's " + name));
        });

        assertThat(exchange.getMessage().getBody(Outcome.class).isStored()).isTrue();
        assertThat(names).allMatch(name -> ("the host's " + name).equals(exchange.getVariable(name)));
    }

    @Test
    void theHostsStorageIsNotTheGuests() {
        AWS2S3Component component = context.getComponent("aws2-s3", AWS2S3Component.class);
        AWS2S3Endpoint fresh = context.getEndpoint("aws2-s3:the-hosts-bucket?fileName=any", AWS2S3Endpoint.class);

        assertThat(component.getConfiguration().getAmazonS3Client()).isNull();
        assertThat(fresh.getConfiguration().getAmazonS3Client()).isNull();
        assertThat(context.resolvePropertyPlaceholders("{{home}} {{api.key}} {{bucket}}"))
                .isEqualTo("the host's the host's the-hosts");
    }

    @Test
    void noFolderIsWatchedUnlessTheHostSaysSo() throws Exception {
        assertThat(home.resolve("inbox")).doesNotExist();
        assertThat(context.getRouteController()
                        .getRouteStatus("vidu-intake-file")
                        .isStopped())
                .isTrue();
        assertThat(Files.list(home)).isNotEmpty();
    }
}
