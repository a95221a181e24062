package dev.viduroutes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.settings.TestSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;

/** The threads of name lookups. */
class TimedDnsResolverTest {

    /** Idle threads would end by themselves, twice as late. */
    private static final long SOON_MILLIS = 5_000;

    private final CompletableFuture<Thread> lookup = new CompletableFuture<>();
    private final CallDeadlines deadlines = new CallDeadlines(TestSettings.with());
    private final TimedDnsResolver resolver = new TimedDnsResolver(
            names(), deadlines, new TimeLimit(Duration.ofMinutes(1), "vidu.api.connect-timeout"), 2);

    private DnsResolver names() {
        return new SystemDefaultDnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                lookup.complete(Thread.currentThread());
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
            }
        };
    }

    @Test
    void noThreadOutlivesTheCalls() throws Exception {
        resolver.resolve("videos.example.com");
        Thread thread = lookup.get();
        assertThat(thread.isAlive()).as("kept for the next lookup").isTrue();

        deadlines.close();

        thread.join(SOON_MILLIS);
        assertThat(thread.isAlive()).isFalse();
        assertThatThrownBy(() -> resolver.resolve("videos.example.com"))
                .isInstanceOf(UnknownHostException.class)
                .hasMessage("videos.example.com: the gateway stops");
    }
}
