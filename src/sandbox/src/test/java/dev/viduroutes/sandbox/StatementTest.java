package dev.viduroutes.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prices by kind, refunds, and the statement that lists both. */
class StatementTest {

    private final SettableNanos nanos = new SettableNanos();
    private final SandboxBuilder builder = Sandbox.builder()
            .taskDuration(Duration.ofSeconds(100), 0)
            .limits(100, Duration.ofSeconds(60), 100)
            .account("studio", "key-of-studio")
            .price("*", "*", 0.15)
            .price("*", "540p", 0.08)
            .price("turbo-text-to-video", "*", 0.06)
            .price("text-to-video", "1080p", 0.250001)
            .price("official", "text-to-video", "*", 0.30)
            .nanoTime(nanos);
    private Sandbox sandbox;

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Caller start(SandboxBuilder with) {
        sandbox = with.start();
        return new Caller(sandbox);
    }

    @Test
    void theNearestPriceCounts() {
        Caller caller = start(builder);
        order(caller, "text-to-video", "1080p", "auto");
        order(caller, "text-to-video", "1080p", "official");
        order(caller, "text-to-video", "720p", "value");
        order(caller, "text-to-video", "540p", "auto");
        order(caller, "turbo-text-to-video", "540p", "official");
        assertThat(sandbox.statement().lines())
                .extracting(line -> line.price().toPlainString())
                .containsExactly("0.250001", "0.30", "0.15", "0.08", "0.06");
        assertThat(sandbox.statement().total()).isEqualByComparingTo("2.520003");
        assertThat(sandbox.ledger().account("default").balance()).isEqualTo(997.479997);
    }

    @Test
    void whatNoPriceNamesCostsThatOfASecond() {
        Caller caller = start(Sandbox.builder().pricePerSecond(0.07).price("*", "1080p", 0.20));
        order(caller, "text-to-video", "720p", "auto");
        order(caller, "text-to-video", "1080p", "auto");
        assertThat(sandbox.statement().lines())
                .extracting(line -> line.price().toPlainString())
                .containsExactly("0.07", "0.20");
    }

    @Test
    void aRequestThatNamesNothingIsMadeIn720pByAuto() {
        Caller caller = start(Sandbox.builder().price("auto", "*", "720p", 0.11));
        caller.accepted("a fox");
        Statement.Line line = sandbox.statement().lines().get(0);
        assertThat(line.resolution()).isEqualTo("720p");
        assertThat(line.provider()).isEqualTo("auto");
        assertThat(line.amount()).isEqualByComparingTo("0.44");
        assertThat(sandbox.ledger().tasks().get(0).resolution()).isEqualTo("720p");
    }

    @Test
    void aRefundIsALineOfItsOwnDatedToTheEnd() {
        Caller caller = start(builder);
        String id = caller.accepted("a fox sandbox:fail=GENERATION_FAILED");
        assertThat(sandbox.statement().lines()).hasSize(1);
        nanos.advance(Duration.ofSeconds(100));
        List<Statement.Line> lines = sandbox.statement().lines();
        assertThat(lines).extracting(Statement.Line::taskId).containsExactly(id, id);
        assertThat(lines)
                .extracting(Statement.Line::kind)
                .containsExactly(Statement.Kind.CHARGE, Statement.Kind.REFUND);
        assertThat(lines).extracting(Statement.Line::seconds).containsExactly(4, -4);
        assertThat(lines).extracting(Statement.Line::amount).containsExactly(usd("0.60"), usd("-0.60"));
        assertThat(Duration.between(lines.get(0).time(), lines.get(1).time())).isEqualTo(Duration.ofSeconds(100));
        assertThat(sandbox.statement().total()).isZero();
    }

    @Test
    void withoutRefundsAFailedTaskStaysPaid() {
        Caller caller = start(builder.refunds(false));
        caller.accepted("a fox sandbox:fail=GENERATION_FAILED");
        nanos.advance(Duration.ofSeconds(100));
        assertThat(sandbox.statement().lines()).hasSize(1);
        Ledger ledger = sandbox.ledger();
        assertThat(ledger.tasks().get(0).state()).isEqualTo("failed");
        assertThat(ledger.tasks().get(0).billedSeconds()).isEqualTo(4);
        assertThat(ledger.billedSecondsTotal()).isEqualTo(4);
        assertThat(ledger.account("default").balance()).isEqualTo(999.40);
    }

    @Test
    void onlyTheNamedCodesAreGivenBack() {
        Caller caller = start(builder.refundsOf("NSFW"));
        caller.accepted("a fox sandbox:fail=GENERATION_FAILED");
        caller.accepted("a hen sandbox:fail=NSFW");
        nanos.advance(Duration.ofSeconds(100));
        assertThat(sandbox.ledger().tasks())
                .extracting(Ledger.Task::billedSeconds)
                .containsExactly(4, 0);
        assertThat(sandbox.statement().total()).isEqualByComparingTo("0.60");
    }

    @Test
    void aTaskThatIsFinishedByHandIsNotGivenBack() {
        Caller caller = start(builder);
        caller.accepted("a fox sandbox:fail=NSFW");
        sandbox.finish("a fox");
        nanos.advance(Duration.ofSeconds(100));
        assertThat(sandbox.statement().lines()).hasSize(1);
    }

    @Test
    void theStatementIsAlsoCsvOfAllOrOfOneAccount() {
        Caller caller = start(builder);
        String first = caller.accepted("a fox");
        nanos.advance(Duration.ofSeconds(1));
        String second = order(new Caller(sandbox.baseUri(), "key-of-studio"), "text-to-video", "540p", "a \"b\", c");
        HttpResponse<String> answer = caller.get("/sandbox/statement.csv");
        Instant time = sandbox.statement().lines().get(0).time();
        String columns = "task_id,account,time,kind,model,mode,resolution,provider,seconds,price,amount,currency\r\n";
        String ofSecond = second + ",studio," + time.plusSeconds(1)
                + ",charge,vidu-q3,text-to-video,540p,\"a \"\"b\"\", c\",3,0.08,0.24,USD\r\n";
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo(columns + first + ",default," + time
                        + ",charge,vidu-q3,text-to-video,720p,auto,4,0.15,0.60,USD\r\n" + ofSecond);
        assertThat(caller.get("/sandbox/statement.csv?account=studio").body()).isEqualTo(columns + ofSecond);
        HttpResponse<String> ofNobody = caller.get("/sandbox/statement.csv?account=nope");
        assertThat(ofNobody.statusCode()).isEqualTo(404);
        assertThat(ofNobody.body()).contains("account is nope; known are default, studio");
    }

    private static String order(Caller caller, String mode, String resolution, String provider) {
        return Caller.taskId(caller.post(
                "/api/v1/generateTask/vidu-q3",
                Caller.json(Map.of(
                        "provider",
                        provider,
                        "input",
                        Map.of("mode", mode, "prompt", "a fox", "duration", 3, "resolution", resolution)))));
    }

    private static BigDecimal usd(String amount) {
        return new BigDecimal(amount);
    }
}
