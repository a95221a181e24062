package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.journal.Claim;
import dev.viduroutes.journal.Journals;
import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.network.Network;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.spending.BalanceFloors;
import dev.viduroutes.spending.SpendingClock;
import dev.viduroutes.spending.SpendingGate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A submit whose process stood still on the way, with the real HTTP component and a real journal. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SubmitGuardTest {

    private static final Duration LEASE = Duration.ofSeconds(60);

    /** A clock on which time passes, once, while a connection is made. */
    private final class Clock implements InstantSource {

        private Duration pause = Duration.ZERO;
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        @Override
        public Instant instant() {
            if (!pause.isZero()) {
                accept();
                now = now.plus(pause);
                pause = Duration.ZERO;
            }
            return now;
        }
    }

    @TempDir
    private Path folder;

    private final Clock clock = new Clock();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AccountGate account = new AccountGate();
    private Journals journals;
    private TaskSlots slots;
    private ServerSocket server;
    private Socket connection;
    private CompletableFuture<String> received;

    @BeforeEach
    void start() throws Exception {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        server.setSoTimeout(5_000);
        String url = "jdbc:sqlite:" + folder.resolve("journal.db");
        journals = Journals.open(
                new Journals.Options(url, "", "", Duration.ofSeconds(5), LEASE, Duration.ofDays(1), 1), clock);
        slots = new TaskSlots(TestSettings.with(), journals.slots(), timer);
        Settings settings = TestSettings.with(
                "vidu.api.response-timeout", "300ms", "vidu.api.base-url", "http://localhost:" + server.getLocalPort());
        context.getRegistry()
                .bind(
                        "vidu-api",
                        ApiComponent.create(
                                settings, new ApiKeys(settings), new CallDeadlines(settings), Network.of(settings)));
        context.start();
    }

    @AfterEach
    void stop() throws IOException {
        context.stop();
        timer.shutdownNow();
        journals.close();
        connection.close();
        server.close();
    }

    @Test
    void notAByteLeavesWhenHalfTheLeaseWentByWhileTheConnectionWasMade() throws Exception {
        Exchange sent = submit(LEASE.dividedBy(2));

        assertThat(sent.getException()).isInstanceOf(LeaseInDoubtException.class);
        assertThat(received.get()).isEmpty();
    }

    @Test
    void whatTakesLessTimeLeavesWhole() throws Exception {
        Exchange sent = submit(LEASE.dividedBy(2).minusMillis(500));

        assertThat(sent.getException()).isNotInstanceOf(LeaseInDoubtException.class);
        assertThat(received.get())
                .startsWith("POST /")
                .contains("Content-Type: application/json\r\n")
                .endsWith("\r\n\r\n{}");
    }

    /** Since it got its slot: it waited for its permit, too. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void notAByteLeavesOnceSubmitsAreHeldBack(boolean byTheAccount) throws Exception {
        if (byTheAccount) {
            account.block("402");
        } else {
            slots.hold();
        }

        Exchange sent = submit(Duration.ofSeconds(1));

        assertThat(sent.getException()).isInstanceOf(SubmitsHeldException.class);
        assertThat(received.get()).isEmpty();
    }

    /** Nobody answers: what comes after the last byte is not tested here. */
    private Exchange submit(Duration pause) throws Exception {
        Task task = submitting();
        clock.pause = pause;
        return context.createProducerTemplate().send("vidu-api:http://localhost:" + server.getLocalPort(), exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
            exchange.getMessage().setHeader(ApiKeys.ACCOUNT_HEADER, "default");
            exchange.getMessage()
                    .setBody(new SubmitGuard(journals.journal(), TestAccounts.with(account, slots), spending())
                            .guarded("{}".getBytes(StandardCharsets.UTF_8), task));
        });
    }

    private SpendingGate spending() {
        Settings settings = TestSettings.with();
        return new SpendingGate(
                settings,
                journals.charges(),
                new SpendingClock(settings, clock),
                null,
                TestAccounts.with(account, slots),
                new BalanceFloors(settings, journals.balances()));
    }

    private Task submitting() throws Exception {
        Claim claim = journals.journal().claim(TestTasks.received("r", Map.of()));
        Task task = ((Claim.Granted) claim).task().submitting();
        journals.journal().record(task);
        return task;
    }

    /** Asked when the clock is: a connection that is made later comes too late. */
    private void accept() {
        try {
            connection = server.accept();
        } catch (IOException none) {
            throw new AssertionError("the lease is looked at before the connection stands", none);
        }
        received = CompletableFuture.supplyAsync(this::read);
    }

    private String read() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            connection.getInputStream().transferTo(bytes);
        } catch (IOException reset) {
            // The client has given up, which ends it as well.
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
