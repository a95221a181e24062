package dev.viduroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.money.Cost;
import dev.viduroutes.money.Price;
import dev.viduroutes.money.Prices;
import dev.viduroutes.money.Quote;
import dev.viduroutes.settings.AccountSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what became of requests. */
public final class Outcomes {

    private final InstantSource clock;
    private final Prices prices;

    public Outcomes(InstantSource clock, Prices prices) {
        this.clock = clock;
        this.prices = prices;
    }

    /** @return the outcome of a task that is settled; of one that is not, as things stand */
    public Outcome of(Task task) {
        return new Outcome(
                task.request().id(),
                task.id(),
                task.state(),
                task.request().source(),
                task.result().stored(),
                task.failure(),
                task.failure()
                        .map(failure -> ReplayAdvice.of(failure, task.request().id(), task.id()))
                        .orElse(""),
                billedSeconds(task),
                cost(task),
                timings(task),
                task.submits(),
                task.history().earlier(),
                RequestWarnings.of(task.request()),
                shown(task.account()),
                task.request().metadata());
    }

    /**
     * @param document the parsed document, null if it could not be parsed
     * @param task the failed task, null if the request was not admitted
     * @return the outcome of a request that was given up otherwise than by its own task
     */
    public Outcome refused(Source source, Failure failure, JsonNode document, Task task) {
        return task == null ? rejected(source, failure, document) : of(task);
    }

    private Outcome rejected(Source source, Failure failure, JsonNode document) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = RequestIds.ofRefused(document, source);
        return new Outcome(
                id,
                "",
                TaskState.FAILED,
                source,
                List.of(),
                Optional.of(failure),
                ReplayAdvice.of(failure, id, ""),
                Optional.of(0),
                Optional.empty(),
                new Outcome.Timings(Optional.of(now), Optional.empty(), Optional.empty(), now, 0),
                0,
                List.of(),
                List.of(),
                "",
                Map.of());
    }

    /** A gateway with one account says nothing of it. */
    private static String shown(String account) {
        return account.equals(AccountSettings.DEFAULT) ? "" : account;
    }

    /** @return the task, failed for this reason; null if the request was not admitted */
    public Task givenUp(Task task, Failure failure) {
        return task == null || !task.isAdmitted() ? null : task.failed(failure, clock.instant());
    }

    /** @return the outcome of something in the intake folder that is no file */
    public Outcome stray(Source source) {
        Failure failure = Failure.invalid(List.of(new Problem(
                "document",
                "a folder, a link, a device, or a file whose name can't be used",
                "it must be a plain file, a request or a batch")));
        return rejected(source, failure, null);
    }

    /** @return the outcome of a file that is called like a withdrawal, and is none */
    public Outcome noWithdrawal(Source source) {
        Failure failure = Failure.invalid(List.of(new Problem(
                "document",
                "no withdrawal",
                "it must be an empty file called <request_id>.cancel, and withdraws nothing")));
        return rejected(source, failure, null);
    }

    /** @return the failure of a request on which the gateway itself broke; the task is null if it was not admitted */
    public Failure broken(Task task, Exception error) {
        boolean sent = task != null && task.submits() > 0;
        boolean billed = sent && task.endedWell();
        return Failure.defect(error, billed ? Billing.BILLED : sent ? Billing.UNKNOWN : Billing.NONE);
    }

    private static Outcome.Timings timings(Task task) {
        Instant settledAt = task.settledAt().truncatedTo(ChronoUnit.MILLIS);
        Duration whole = Duration.between(task.request().receivedAt(), task.settledAt());
        return new Outcome.Timings(
                happened(task.request().receivedAt()),
                happened(task.acceptedAt()),
                happened(task.result().endedAt()),
                settledAt,
                whole.toMillis() / 1_000.0);
    }

    private static Optional<Instant> happened(Instant moment) {
        return Optional.of(moment.truncatedTo(ChronoUnit.MILLIS)).filter(at -> !at.equals(Instant.EPOCH));
    }

    private static Optional<Integer> billedSeconds(Task task) {
        Billing billing = task.failure().map(Failure::billing).orElse(Billing.BILLED);
        return switch (billing) {
            case NONE -> Optional.of(0);
            case BILLED ->
                Optional.of(seconds(task)).filter(seconds -> task.request().seconds() > 0);
            case UNKNOWN -> Optional.empty();
        };
    }

    /** As many as were asked for when the submit left, whatever its template, or a default, says by now. */
    private static int seconds(Task task) {
        return task.quote().map(Quote::seconds).orElse(task.request().seconds());
    }

    /** Earlier tasks of the request are not known to be free. */
    private Optional<Cost> cost(Task task) {
        return price(task, task.submits()).map(price -> {
            List<BigDecimal> doubts = new ArrayList<>();
            for (EarlierTask given : task.history().earlier()) {
                price(task, given.submit())
                        .filter(then -> then.currency().equals(price.currency()))
                        .ifPresent(then -> doubts.add(quote(task, given.submit(), then)));
            }
            if (task.isLastDoubtful()) {
                doubts.add(quote(task, task.submits(), price));
            }
            boolean charged = task.endedWell() && !task.isAssumed();
            return price.cost(charged ? seconds(task) : 0, doubts);
        });
    }

    private static BigDecimal quote(Task task, int submit, Price price) {
        Quote quote = task.history().quotes().get(submit);
        return price.quote(quote == null ? task.request().seconds() : quote.seconds());
    }

    /** As it was when the submit left, whatever the settings say by now. */
    private Optional<Price> price(Task task, int submit) {
        Quote quote = task.history().quotes().get(submit);
        return quote == null ? task.request().price(prices, task.account()) : quote.price();
    }
}
