package dev.viduroutes.queue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.support.service.ServiceHelper;

/**
 * One call of a route that may never end. It can be abandoned: whoever waits for it goes on, and its thread is
 * interrupted. Interrupted or not, the endpoint may still take the message.
 */
final class IsolatedCall implements Runnable {

    private final String route;
    private final Exchange exchange;
    private final Exchange copy;
    private final AsyncProducer producer;
    private final Duration atMost;
    private final FutureTask<Void> work = new FutureTask<>(this::send, null);
    private final CompletableFuture<Void> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean begun;

    /**
     * @param route its id, and its name as a direct endpoint
     * @param atMost after which its thread is interrupted, once
     */
    IsolatedCall(String route, Exchange exchange, Duration atMost) throws Exception {
        this.atMost = atMost;
        this.route = route;
        this.exchange = exchange;
        copy = exchange.copy();
        producer = exchange.getContext().getEndpoint("direct:" + route).createAsyncProducer();
        ServiceHelper.startService(producer);
        answer.whenComplete((sent, failure) -> {
            if (!end.isDone()) {
                work.cancel(true);
            }
        });
    }

    @Override
    public void run() {
        work.run();
        if (!begun) {
            end.complete(null);
        }
    }

    private void send() {
        begun = true;
        Timeout timeout = new Timeout(atMost, Thread.currentThread()::interrupt);
        try {
            producer.process(copy, doneSync -> end(failure(copy)));
        } catch (RuntimeException | Error failed) {
            end(Optional.of(failed));
        } finally {
            timeout.cancel();
        }
    }

    private void end(Optional<? extends Throwable> failure) {
        end.complete(null);
        if (failure.isEmpty()) {
            answer.complete(null);
        } else {
            answer.completeExceptionally(failure.get());
        }
    }

    /** A transacted route that handled its failure says by this mark alone that it undid what it wrote. */
    private static Optional<Exception> failure(Exchange ended) {
        return ended.isRollbackOnly() || ended.isRollbackOnlyLast()
                ? Optional.of(new RollbackExchangeException("it was marked to be rolled back", ended))
                : Optional.ofNullable(ended.getException());
    }

    /** Once it holds no thread, nor waits for one. */
    void whenEnded(Runnable next) {
        end.thenRun(next);
    }

    void whenTaken(Runnable next) {
        answer.thenRun(next);
    }

    void abandon(Exception why) {
        answer.completeExceptionally(why);
    }

    /** Camel waits at a stop for what is in flight; for this it would wait in vain. */
    void leave() {
        if (begun && !end.isDone()) {
            exchange.getContext().getInflightRepository().remove(copy, route);
        }
    }

    /** @return the body as it was, once the call ended well; what depends on it goes on there */
    CompletionStage<Object> result(Executor there) {
        CompletableFuture<Object> result = new CompletableFuture<>();
        answer.whenComplete((sent, failure) -> goOn(there, () -> {
            if (failure == null) {
                result.complete(exchange.getMessage().getBody());
            } else {
                result.completeExceptionally(failure);
            }
        }));
        return result;
    }

    private static void goOn(Executor there, Runnable next) {
        try {
            there.execute(next);
        } catch (RejectedExecutionException closed) {
            next.run();
        }
    }
}
