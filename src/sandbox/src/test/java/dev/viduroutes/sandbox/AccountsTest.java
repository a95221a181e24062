package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several accounts: what each has of its own, and how one is switched alone. */
class AccountsTest {

    private static final String BALANCE = "/api/v1/apikeys/current-balance";

    private final SettableNanos nanos = new SettableNanos();
    private final Sandbox sandbox = Sandbox.builder()
            .taskDuration(Duration.ofSeconds(100), 0)
            .limits(6, Duration.ofSeconds(60), 2)
            .balance(10)
            .account("studio", "key-of-studio")
            .account("agency", "key-of-agency", 3, Duration.ofSeconds(30), 1, 0.30)
            .nanoTime(nanos)
            .start();
    private final Caller caller = new Caller(sandbox);
    private final Caller studio = new Caller(sandbox.baseUri(), "key-of-studio");
    private final Caller agency = new Caller(sandbox.baseUri(), "key-of-agency");

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void eachHasARollingWindowOfItsOwn() {
        call(agency, 3, 200);
        call(agency, 1, 429);
        call(studio, 6, 200);
        call(studio, 1, 429);
        nanos.advance(Duration.ofSeconds(30));
        call(agency, 3, 200);
        call(studio, 1, 429);
        call(caller, 6, 200);
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.account("agency").largestWindow()).isEqualTo(3);
        assertThat(ledger.account("agency").largestArrivals()).isEqualTo(4);
        assertThat(ledger.account("agency").refusals429()).isEqualTo(1);
        assertThat(ledger.account("studio").largestWindow()).isEqualTo(6);
        assertThat(ledger.account("studio").refusals429()).isEqualTo(2);
        assertThat(ledger.largestWindow()).isEqualTo(6);
        assertThat(ledger.largestArrivals()).isEqualTo(8);
        assertThat(ledger.refusals429()).isEqualTo(3);
    }

    @Test
    void eachHasConcurrentTasksOfItsOwn() {
        sandbox.setBalance(10);
        agency.accepted("a fox");
        assertThat(agency.submit("a hen").statusCode()).isEqualTo(429);
        studio.accepted("a fox");
        studio.accepted("a hen");
        assertThat(studio.submit("an owl").statusCode()).isEqualTo(429);
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.accounts())
                .extracting(Ledger.Account::name, Ledger.Account::largestConcurrentTasks)
                .containsExactly(tuple("default", 0), tuple("studio", 2), tuple("agency", 1));
        assertThat(ledger.largestConcurrentTasks()).isEqualTo(3);
        nanos.advance(Duration.ofSeconds(100));
        assertThat(agency.submit("a hen").statusCode()).isEqualTo(200);
    }

    @Test
    void eachPaysForItsOwnTasks() {
        agency.accepted("a fox sandbox:fail=GENERATION_FAILED");
        studio.accepted("a fox");
        assertThat(balance(agency)).isEqualTo(0.10);
        assertThat(agency.submit("a hen").statusCode()).isEqualTo(402);
        assertThat(balance(studio)).isEqualTo(9.80);
        assertThat(balance(caller)).isEqualTo(10);
        nanos.advance(Duration.ofSeconds(100));
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.account("agency").balance()).isEqualTo(0.30);
        assertThat(ledger.account("agency").billedSecondsTotal()).isZero();
        assertThat(ledger.account("studio").billedSecondsTotal()).isEqualTo(4);
        assertThat(ledger.billedSecondsTotal()).isEqualTo(4);
        assertThat(ledger.balance()).isEqualTo(20.10);
        assertThat(ledger.tasks()).extracting(Ledger.Task::account).containsExactly("agency", "studio");
    }

    @Test
    void aTaskIsFoundWithTheKeyOfItsAccountAlone() {
        String id = studio.accepted("a fox");
        assertThat(studio.status(id).statusCode()).isEqualTo(200);
        assertThat(agency.status(id).statusCode()).isEqualTo(404);
        assertThat(caller.status(id).statusCode()).isEqualTo(404);
        assertThat(sandbox.ledger().tasksFor("a fox").get(0).polls()).isEqualTo(1);
    }

    @Test
    void oneIsSwitchedAlone() {
        SandboxAccount one = sandbox.account("studio");
        one.rejectKey(true);
        assertThat(statuses()).containsExactly(200, 401, 200);
        one.rejectKey(false);
        one.outage(true);
        assertThat(statuses()).containsExactly(200, 503, 200);
        one.outage(false);
        one.setApiKey("another");
        assertThat(studio.get(BALANCE).statusCode()).isEqualTo(401);
        assertThat(new Caller(sandbox.baseUri(), "another").get(BALANCE).statusCode())
                .isEqualTo(200);
        one.setBalance(0);
        assertThat(new Caller(sandbox.baseUri(), "another").submit("a fox").statusCode())
                .isEqualTo(402);
        assertThatThrownBy(() -> sandbox.account("none"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("account is none; known are default, studio, agency");
    }

    @Test
    void connectionsOfOneAccountAreDroppedAlone() {
        sandbox.account("studio").dropConnections(true);
        assertThatThrownBy(() -> studio.get(BALANCE)).isInstanceOf(UncheckedIOException.class);
        assertThat(agency.get(BALANCE).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsSwitchedWithoutANameIsSwitchedForAll() {
        sandbox.outage(true);
        assertThat(statuses()).containsExactly(503, 503, 503);
        sandbox.outage(false);
        sandbox.rejectKey(true);
        assertThat(statuses()).containsExactly(401, 401, 401);
        sandbox.rejectKey(false);
        sandbox.setBalance(3);
        assertThat(sandbox.ledger().accounts())
                .extracting(Ledger.Account::balance)
                .containsOnly(3.0);
    }

    @Test
    void whoBringsNoKnownKeyIsCountedWithTheFirst() {
        sandbox.account("agency").rejectKey(true);
        agency.get(BALANCE);
        new Caller(sandbox.baseUri(), "stolen").get(BALANCE);
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.accounts()).extracting(Ledger.Account::unauthorized).containsExactly(1, 0, 1);
        assertThat(ledger.unauthorized()).isEqualTo(2);
    }

    @Test
    void oneIsSwitchedOverHttpToo() {
        assertThat(account("{\"name\":\"studio\",\"balance\":1.5,\"rejectKey\":true}")
                        .body())
                .isEqualTo("{\"balance\":1.5}");
        assertThat(statuses()).containsExactly(200, 401, 200);
        assertThat(account("{\"name\":\"studio\",\"apiKey\":\"new\",\"rejectKey\":false}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(balance(new Caller(sandbox.baseUri(), "new"))).isEqualTo(1.5);
        HttpResponse<String> unknown = account("{\"name\":\"none\",\"balance\":7}");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("account is none; known are default, studio, agency");
        assertThat(account("{\"balance\":7}").body()).isEqualTo("{\"balance\":21.0}");
        JsonNode ledger = Caller.body(caller.get("/sandbox/ledger"));
        assertThat(ledger.at("/accounts/1/name").asText()).isEqualTo("studio");
        assertThat(ledger.at("/accounts/1/balance").asDouble()).isEqualTo(7);
    }

    private HttpResponse<String> account(String json) {
        return caller.post("/sandbox/account", json);
    }

    private List<Integer> statuses() {
        return List.of(caller, studio, agency).stream()
                .map(each -> each.get(BALANCE).statusCode())
                .toList();
    }

    private static double balance(Caller caller) {
        return Caller.body(caller.get(BALANCE)).get("data").doubleValue();
    }

    private static void call(Caller caller, int times, int status) {
        IntStream.range(0, times)
                .forEach(i -> assertThat(caller.get(BALANCE).statusCode()).isEqualTo(status));
    }
}
