package dev.viduroutes.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.junit.jupiter.api.Test;

/** The routes that a request passes, each once, as {@code architecture.md} tells of them. */
class RequestPathTest extends GatewayTest {

    private final Set<String> passed = Collections.synchronizedSet(new LinkedHashSet<>());

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.addRoutePolicyFactory((context, id, definition) -> new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route route, Exchange exchange) {
                if ("vidu-intake-file".equals(exchange.getFromRouteId())) {
                    passed.add(route.getRouteId());
                }
            }
        });
        return camel;
    }

    private Stream<String> files() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(Path.of("routes"))) {
            files = found.toList();
        }
        return passed.stream()
                .flatMap(id -> files.stream().filter(file -> defines(file, id)))
                .map(file -> file.getFileName().toString().replace(".camel.yaml", ""))
                .distinct();
    }

    /** Camel does not say where a route of a template comes from. */
    private static boolean defines(Path file, String routeId) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .anyMatch(Set.of("id: " + routeId, "routeId: " + routeId)::contains);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void aVideoPassesTwelveRoutesInSevenFiles() throws Exception {
        drop("shot.json", request("the path of a request"));
        awaitDone("shot.json");

        assertThat(passed)
                .containsExactly(
                        "vidu-intake-file",
                        "vidu-generate",
                        "vidu-serve",
                        "vidu-claim",
                        "vidu-record",
                        "vidu-submit-task",
                        "vidu-send-call",
                        "vidu-await-task",
                        "vidu-deliver-video",
                        "vidu-settle",
                        "vidu-conclude",
                        "vidu-report-file");
        assertThat(files())
                .containsExactlyInAnyOrder(
                        "10-intake-files",
                        "20-request",
                        "30-task",
                        "40-delivery",
                        "50-outcome",
                        "70-api",
                        "80-journal");
    }

    @Test
    void whatIsNoRequestGoesStraightToTheFolderOfDeadLetters() throws Exception {
        assertRefused("no json", "vidu-intake-file", "vidu-generate", "vidu-serve");
    }

    @Test
    void whatBreaksARuleIsRefusedAfterTheJournalWasAsked() throws Exception {
        assertRefused(
                request("too long").replace("2}", "20}"),
                "vidu-intake-file",
                "vidu-generate",
                "vidu-serve",
                "vidu-claim");
    }

    /** @param first the routes before what all refusals pass */
    private void assertRefused(String document, String... first) throws Exception {
        drop("refused.json", document);
        awaitDeadLetter("refused.json");
        awaitEmptyInbox();

        assertThat(passed)
                .startsWith(first)
                .endsWith("vidu-refuse", "vidu-settle", "vidu-conclude", "vidu-bury-in-folder")
                .hasSize(first.length + 4);
    }
}
