package dev.viduroutes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.check.CheckResult;
import dev.viduroutes.http.CallDeadlines;
import dev.viduroutes.network.Network;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Asks the API for the balance of an account, as the gateway would, and for the time: whether its key is taken, whether it can pay, and
 * whether this machine's clock is right. One call for each account, beside the budget of a gateway that runs.
 */
public final class AccountCheck implements AutoCloseable {

    private static final String COMPONENT = "vidu-check-api";
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int RATE_LIMITED = 429;
    /** S3 and SQS refuse what is signed a quarter of an hour ahead or behind. */
    private static final Duration FAR_OFF = Duration.ofMinutes(5);
    /** An answer takes its time, and {@code Date} leaves out parts of a second. */
    private static final Duration OFF = Duration.ofSeconds(10);

    private final CamelContext context;
    private final ApiResponses responses;
    private final CallDeadlines deadlines;
    private final ApiKeys keys;
    private final InstantSource clock;
    private final String baseUrl;
    private final ObjectMapper json = new ObjectMapper();
    private final CompletableFuture<Duration> ahead = new CompletableFuture<>();

    /** @param context that is started */
    public AccountCheck(CamelContext context, Settings settings, Network network, InstantSource clock) {
        this.context = context;
        this.clock = clock;
        responses = new ApiResponses(clock);
        deadlines = new CallDeadlines(settings);
        keys = new ApiKeys(settings);
        baseUrl = settings.api().baseUrl().toString();
        context.addComponent(COMPONENT, ApiComponent.create(settings, keys, deadlines, network));
    }

    public CheckResult check(AccountSettings account) throws IOException {
        return judge(account, ask(account.name()));
    }

    private ApiResponse ask(String account) throws IOException {
        ApiCall call = ApiCall.balance(account);
        String own = keys.ownUrl(account);
        try (ProducerTemplate way = context.createProducerTemplate()) {
            Exchange answer = way.request(COMPONENT + ":" + baseUrl + "?throwExceptionOnFailure=false", exchange -> {
                exchange.getMessage().setHeader(ApiKeys.ACCOUNT_HEADER, account);
                exchange.getMessage().setHeader(Exchange.HTTP_METHOD, call.method());
                exchange.getMessage().setHeader(Exchange.HTTP_PATH, call.path());
                if (!own.isEmpty()) {
                    exchange.getMessage().setHeader(Exchange.HTTP_URI, own);
                }
            });
            return answer.getException() == null ? read(answer) : responses.failed(answer.getException());
        }
    }

    private ApiResponse read(Exchange answer) {
        hear(answer.getMessage().getHeader("Date", String.class));
        int status = answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        try {
            JsonNode body = json.readTree(answer.getMessage().getBody(byte[].class));
            return responses.answered(status, answer.getMessage().getHeader("Retry-After"), body);
        } catch (IOException | IllegalArgumentException noJson) {
            return responses.garbled(status);
        }
    }

    private void hear(String date) {
        if (date != null) {
            try {
                Instant told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                ahead.complete(Duration.between(told, clock.instant()));
            } catch (DateTimeParseException unreadable) {
                // As if it had none.
            }
        }
    }

    private CheckResult judge(AccountSettings account, ApiResponse response) {
        String where = "the API at " + account.baseUrl();
        if (response instanceof ApiResponse.Answered answered) {
            return answered.isSuccess() ? funds(answered) : CheckResult.failed(refusal(account, where, answered));
        }
        String advice = response instanceof ApiResponse.Garbled
                ? "; vidu.api.base-url must be that of the API, and a proxy in between must let it through"
                : "; look at vidu.api.base-url, vidu.proxy.url, the name server and what the network lets out";
        return CheckResult.failed(where + ": " + response.summary() + advice);
    }

    private static CheckResult funds(ApiResponse.Answered answered) {
        Optional<BigDecimal> usd = BalanceProbe.usd(answered);
        if (usd.isEmpty()) {
            return CheckResult.warning("the key is accepted, and the answer tells no balance");
        }
        String held = "the account holds " + usd.get().toPlainString() + " USD";
        return usd.get().signum() > 0
                ? CheckResult.ok("the key is accepted; " + held)
                : CheckResult.failed(held + "; nothing would be made until it is topped up at APIXO");
    }

    private static String refusal(AccountSettings account, String where, ApiResponse.Answered answered) {
        String said = where + " answers " + answered.summary() + "; ";
        return said
                + switch (answered.code()) {
                    case UNAUTHORIZED ->
                        "look at " + account.keySetting()
                                + ": APIXO must know this key, and the key this machine's address";
                    case FORBIDDEN ->
                        "see at APIXO what the key (" + account.keySetting() + ") may do, and from which addresses";
                    case NOT_FOUND -> "vidu.api.base-url must be that of the API, without a path";
                    case RATE_LIMITED ->
                        "the account's calls are used up, perhaps by a gateway that runs: try again in a minute";
                    default ->
                        answered.code() >= 500
                                ? "the API has trouble of its own: try again in a while"
                                : "look into the account at APIXO";
                };
    }

    /** @return what an answer to {@link #check} said of this machine's clock, as soon as there is one */
    public CheckResult clock(Duration patience) throws InterruptedException, ExecutionException {
        try {
            return judge(ahead.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException nobody) {
            return CheckResult.warning(
                    "the API did not say what time it is; see whether a time server sets this machine's clock");
        }
    }

    private static CheckResult judge(Duration ahead) {
        Duration off = ahead.abs();
        String found = "this machine's clock is " + off.toSeconds() + " s "
                + (ahead.isNegative() ? "behind" : "ahead of") + " the API's";
        if (off.compareTo(OFF) <= 0) {
            return CheckResult.ok(found);
        }
        return off.compareTo(FAR_OFF) <= 0
                ? CheckResult.warning(found + "; have a time server set it (timedatectl set-ntp true)")
                : CheckResult.failed(
                        found + "; S3 refuses what is signed far ahead or behind, and caps would count in a wrong"
                                + " day: have a time server set it (timedatectl set-ntp true)");
    }

    @Override
    public void close() {
        deadlines.close();
    }
}
