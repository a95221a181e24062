package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.money.CapEvent;
import dev.viduroutes.money.CapEventStore.Kept;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Warnings about caps: each is told once, whichever process notices it. */
abstract class CapEventSuite extends Nodes {

    private static CapEvent event(int share, long limit) {
        return new CapEvent("vidu.cap.day", "2026-11-30", "", "USD", limit, limit * share / 100, share);
    }

    @BeforeEach
    void forget() throws SQLException {
        node(1).journals().database().update("DELETE FROM vidu_cap_event");
    }

    private static Optional<CapEvent> claim(Node node) throws SQLException {
        return node.journals().capEvents().claim().map(Kept::event);
    }

    @Test
    void whatTwoProcessesNoticeIsToldByOne() throws Exception {
        Node one = node();
        Node other = node();
        one.journals().capEvents().add(event(50, 10_000_000));
        other.journals().capEvents().add(event(50, 10_000_000));

        assertThat(claim(one)).contains(event(50, 10_000_000));
        assertThat(claim(other)).isEmpty();
        one.journals().capEvents().told(event(50, 10_000_000));
        clock.advance(Duration.ofHours(1));
        other.journals().capEvents().add(event(50, 10_000_000));

        assertThat(claim(other)).isEmpty();
    }

    @Test
    void whatAProcessDiedOverIsToldByAnother() throws Exception {
        Node dies = node();
        Node other = node();
        dies.journals().capEvents().add(event(80, 10_000_000));
        assertThat(claim(dies)).isPresent();
        clock.advance(Duration.ofSeconds(59));
        assertThat(claim(other)).isEmpty();
        clock.advance(Duration.ofSeconds(2));

        assertThat(claim(other)).contains(event(80, 10_000_000));
    }

    /** A slow process may notice less, later. */
    @Test
    void aLowerShareIsNotToldAfterAHigherOneAndWaitingIsAnotherMatter() throws Exception {
        Node node = node();
        node.journals().capEvents().add(event(95, 10_000_000));
        node.journals().capEvents().add(event(80, 10_000_000));
        node.journals().capEvents().add(event(CapEvent.WAITING, 10_000_000));

        assertThat(List.of(
                        claim(node).orElseThrow().share(),
                        claim(node).orElseThrow().share()))
                .containsExactlyInAnyOrder(95, CapEvent.WAITING);
        assertThat(claim(node)).isEmpty();
    }

    @Test
    void ofAnotherCapItIsToldAnew() throws Exception {
        Node node = node();
        node.journals().capEvents().add(event(95, 10_000_000));
        node.journals().capEvents().told(claim(node).orElseThrow());

        node.journals().capEvents().add(event(50, 20_000_000));

        assertThat(claim(node)).contains(event(50, 20_000_000));
    }

    @Test
    void noTwoGetTheSameOneAtOnce() throws Exception {
        List<Node> nodes = List.of(node(), node(), node(), node());
        for (int i = 0; i < 5; i++) {
            nodes.get(0)
                    .journals()
                    .capEvents()
                    .add(new CapEvent("vidu.cap.project.*.day", "2026-11-30", "project-" + i, "", 10, 5, 50));
        }
        ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
        List<Callable<Optional<CapEvent>>> claims = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Node node = nodes.get(i % nodes.size());
            claims.add(() -> claim(node));
        }
        List<CapEvent> claimed = new ArrayList<>();
        for (Future<Optional<CapEvent>> one : threads.invokeAll(claims)) {
            one.get().ifPresent(claimed::add);
        }
        threads.shutdown();

        assertThat(claimed).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(5).isNotEmpty();
    }

    @Test
    void eventsAreForgottenWithTheSumsTheyAreAbout() throws Exception {
        Node node = node();
        node.journals().capEvents().add(new CapEvent("vidu.cap.day", "2020-01-01", "", "", 10, 5, 50));
        node.journal().recordIntent(node.granted(Samples.task("r")).submitting(), Samples.QUOTE);

        node.journal().prune(Duration.ofDays(1));

        assertThat(claim(node)).isEmpty();
    }
}
