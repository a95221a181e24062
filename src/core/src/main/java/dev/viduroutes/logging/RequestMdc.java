package dev.viduroutes.logging;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.slf4j.MDC;

/**
 * The ids of a request in the MDC, which every line of the log then carries.
 *
 * @param requestId empty if it is not known
 * @param taskId the API's; empty if there is none yet
 * @param batch id of the batch that it is a row of; empty for none
 */
public record RequestMdc(String requestId, String taskId, String batch) {

    static final String REQUEST_ID = "vidu.requestId";
    static final String TASK_ID = "vidu.taskId";
    static final String BATCH = "vidu.batch";

    /** A request whose batch, if it is of one, is not known here. */
    public RequestMdc(String requestId, String taskId) {
        this(requestId, taskId, "");
    }

    /** @param exchange in one of our routes; what a host left in variables of these names is not converted, and counts for nothing */
    public static RequestMdc of(Exchange exchange) {
        if (exchange.getVariable("viduTask") instanceof Task task) {
            return of(task);
        }
        String batch = exchange.getVariable("viduSource") instanceof Source source ? source.batch() : "";
        return exchange.getVariable("viduOutcome") instanceof Outcome outcome
                ? new RequestMdc(outcome.requestId(), outcome.taskId(), batch)
                : new RequestMdc("", "", batch);
    }

    /** @return what the lines of this thread carry now, for work that goes on on another one */
    public static RequestMdc ofThread() {
        return new RequestMdc(valueOf(REQUEST_ID), valueOf(TASK_ID), valueOf(BATCH));
    }

    private static String valueOf(String key) {
        return Optional.ofNullable(MDC.get(key)).orElse("");
    }

    public static RequestMdc of(Task task) {
        return new RequestMdc(
                task.request().id(), task.id(), task.request().source().batch());
    }

    /** Has the lines of this thread carry them for as long as this takes; then it has what it had. Other keys, such as a host's, stay. */
    public <T> T call(Supplier<T> work) {
        RequestMdc before = ofThread();
        set();
        try {
            return work.get();
        } finally {
            before.set();
        }
    }

    /** Like {@link #call}. */
    public void run(Runnable work) {
        call(() -> {
            work.run();
            return "";
        });
    }

    /** What another request left there is taken away, too. */
    private void set() {
        set(REQUEST_ID, requestId);
        set(TASK_ID, taskId);
        set(BATCH, batch);
    }

    private static void set(String key, String value) {
        if (value.isEmpty()) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
