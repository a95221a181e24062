package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.network.ScriptedProxy;
import dev.viduroutes.request.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;

/** All calls go through a proxy that wants a login. */
abstract class ProxyTest extends FaultTest {

    protected static final String LOGIN = "me:p@ss/word:of this test";
    private static final String ENCODED = "me:p%40ss%2Fword%3Aof%20this%20test";

    protected final ScriptedProxy proxy = ScriptedProxy.start();

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.proxy.url", way().replace("//", "//" + ENCODED + "@"));
        settings.setProperty("vidu.api.connect-timeout", "2s");
        settings.setProperty("vidu.api.response-timeout", "5s");
        proxy.demand(LOGIN);
    }

    /** @return where the proxy is, without its login */
    protected String way() {
        return proxy.url();
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    /** Waits until the proxy was asked so many times more. */
    protected void awaitTries(int more) {
        int before = proxy.heads().size();
        await().until(() -> proxy.heads().size() >= before + more);
    }

    /** Nothing has become of the request yet, and nothing was paid. */
    protected void assertWaits(String triggers, Future<Outcome> waiting) throws Exception {
        assertThat(waiting).as(triggers).isNotDone();
        assertThat(submits(triggers)).as(triggers).isZero();
        assertThat(names(deadLetters())).as(triggers).isEmpty();
    }

    /** @return what the log said of proxies, above DEBUG */
    protected List<String> told() {
        return log.lines().stream()
                .filter(line -> line.contains(" vidu.proxy ") && !line.startsWith("DEBUG"))
                .toList();
    }

    protected void assertNoSecretIsShown() {
        assertThat(log.text()).doesNotContain("p@ss", "p%40ss", "Basic ");
        assertThat(ledger().headersSeen().values())
                .allSatisfy(names -> assertThat(names)
                        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("proxy-")));
    }
}
