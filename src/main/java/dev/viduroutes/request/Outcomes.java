package dev.viduroutes.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.failure.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.component.jackson.JacksonDataFormat;

/** Writes down what became of requests. */
public final class Outcomes {

    private static final int LAST_OF_SQS = 0xFFFD;

    private final InstantSource clock;

    public Outcomes(InstantSource clock) {
        this.clock = clock;
    }

    /** @return the mapper that writes outcomes, and everything else that people read: indented, in snake case */
    public static ObjectMapper readableMapper() {
        return JsonMapper.builder(sayable())
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** For routes that name data formats: writes with the {@link #readableMapper()}. */
    public static JacksonDataFormat readableJson() {
        return new JacksonDataFormat(readableMapper(), Outcome.class);
    }

    /** @return JSON that every queue takes: SQS knows no U+FFFE and U+FFFF, which a request may hold, so they are escaped */
    public static JsonFactory sayable() {
        return new JsonFactoryBuilder().highestNonEscapedChar(LAST_OF_SQS).build();
    }

    /** @return the outcome of a task that is settled; of one that is not, as things stand */
    public Outcome of(Task task) {
        return new Outcome(
                task.request().id(),
                task.id(),
                task.state(),
                task.request().source(),
                task.videos(),
                task.failure(),
                task.failure()
                        .map(failure -> ReplayAdvice.of(failure, task.request().id(), task.id()))
                        .orElse(""),
                billedSeconds(task),
                Outcome.timings(task),
                task.submits(),
                task.earlierTasks(),
                task.request().metadata());
    }

    /**
     * @param document the parsed document, null if it could not be parsed
     * @param task the failed task, null if the request was not admitted
     * @return the outcome of a request that was given up otherwise than by its own task
     */
    public Outcome refused(Source source, Failure failure, JsonNode document, Task task) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (task != null) {
            return of(task);
        }
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
                new Outcome.Timings(Optional.of(now), Optional.empty(), Optional.empty(), now, 0),
                0,
                List.of(),
                Map.of());
    }

    /** @return the task, failed for this reason; null if the request was not admitted */
    public Task givenUp(Task task, Failure failure) {
        return task == null ? null : task.failed(failure, clock.instant());
    }

    /** @return the outcome of something in the intake folder that is no file */
    public Outcome stray(Source source) {
        Failure failure = Failure.invalid(List.of(new Problem(
                "document",
                "a folder, a link, a device, or a file whose name can't be used",
                "it must be a plain file with one JSON object")));
        return refused(source, failure, null, null);
    }

    /** @return the failure of a request on which the gateway itself broke; the task is null if it was not admitted */
    public Failure broken(Task task, Exception error) {
        boolean sent = task != null && task.submits() > 0;
        boolean billed = sent && task.endedWell();
        return new Failure(
                Failure.INTERNAL_ERROR,
                "a defect of the gateway: " + error.getClass().getName() + ": " + error.getMessage(),
                FailureClass.INTERNAL,
                billed ? Billing.BILLED : sent ? Billing.UNKNOWN : Billing.NONE);
    }

    private static Optional<Integer> billedSeconds(Task task) {
        Billing billing = task.failure().map(Failure::billing).orElse(Billing.BILLED);
        int asked = task.request().seconds();
        return switch (billing) {
            case NONE -> Optional.of(0);
            case BILLED -> Optional.of(asked).filter(seconds -> seconds > 0);
            case UNKNOWN -> Optional.empty();
        };
    }
}
