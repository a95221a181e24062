package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.network.ScriptedProxy.Fault;
import dev.viduroutes.request.Outcome;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Plain http through a proxy, which reads each request. */
class PlainProxyTest extends ProxyTest {

    private String bypass = "";

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.proxy.bypass", bypass);
    }

    @Test
    void apiDownloadsAndS3GoThroughIt() throws Exception {
        Outcome outcome = endOf(start("all"));

        assertStoredOnce("all", outcome);
        long video = outcome.videos().get(0).bytes();
        assertThat(proxy.bytes(sandbox.baseUri().getPort())).isGreaterThan(video);
        assertThat(proxy.bytes(s3.endpoint().getPort())).isGreaterThan(video);
        assertThat(proxy.heads()).noneMatch(head -> head.startsWith("CONNECT"));
        assertThat(told()).isEmpty();
        assertNoSecretIsShown();
    }

    @Test
    void whatIsBypassedGoesDirectly() throws Exception {
        stopContext();
        bypass = "example.org, 127.0.0.0/8";
        startAgain();

        assertStoredOnce("direct", endOf(start("direct")));

        assertThat(proxy.heads()).isEmpty();
    }

    @Test
    void aLoginThatIsNotAcceptedIsToldOnceAndEndsNothing() throws Exception {
        proxy.demand("me:another");

        Future<Outcome> waiting = start("login");
        awaitTries(8);

        assertWaits("login", waiting);
        assertThat(told()).singleElement().asString().contains("ERROR", "407", "vidu.proxy.url");
        assertThat(log.text()).contains("bucket=").doesNotContain("IllegalArgumentException");
        proxy.demand(LOGIN);
        assertStoredOnce("login", endOf(waiting));
        assertNoSecretIsShown();
    }

    @Test
    void aLoginThatIsNotAcceptedAnyMoreEndsNoTaskAndNoDownload() throws Exception {
        Future<Outcome> waiting = start("later");
        awaitSubmit("later");
        proxy.demand("me:another");
        awaitTries(8);

        assertThat(waiting).isNotDone();
        assertThat(names(deadLetters())).isEmpty();
        proxy.demand(LOGIN);
        assertStoredOnce("later", endOf(waiting));
    }

    @Test
    void aPlaceThatItForbidsIsNoAnswerOfTheApi() throws Exception {
        proxy.answer(403);
        proxy.onlyFor(sandbox.baseUri().getPort());

        Future<Outcome> waiting = start("forbidden");
        awaitTries(8);

        assertWaits("forbidden", waiting);
        assertThat(told()).singleElement().asString().contains("ERROR", "403", "vidu.proxy.url");
        proxy.heal();
        assertStoredOnce("forbidden", endOf(waiting));
    }

    @Test
    void aProxyThatBreaksOffWithoutAnAnswerMayHaveForwardedTheSubmit() throws Exception {
        // The bucket is known by then.
        endOf(start("first"));
        proxy.fail(Fault.CLOSE);
        proxy.onlyFor(sandbox.baseUri().getPort());

        Outcome outcome = endOf(start("broken"));

        assertThat(outcome.failure().orElseThrow().code()).isEqualTo("SUBMIT_UNCERTAIN");
        assertThat(submits("broken")).isZero();
    }

    private void awaitSubmit(String triggers) {
        await().until(() -> submits(triggers) == 1);
    }
}
