package dev.viduroutes.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.Claim;
import dev.viduroutes.limits.CallListener;
import dev.viduroutes.outage.LogThrottle;
import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the routes tell of each request as it goes on; traces are made of it if they are switched on. What the routes keep in the
 * exchange variable {@code viduTrace} may be missing. Whatever tracing throws is logged, and no more.
 */
public final class Tracing implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    /** The name of W3C Trace Context, in headers, properties, attributes and {@code metadata}. */
    static final String TRACEPARENT = "traceparent";

    private final RequestTraces traces;
    private final LogThrottle throttle = new LogThrottle(System::nanoTime);

    Tracing(RequestTraces traces) {
        this.traces = traces;
    }

    /** @throws SettingsException if traces are switched on, and there is no OpenTelemetry on the class path */
    public static Tracing of(Settings settings, HostBeans host) {
        return new Tracing(settings.tracing().enabled() ? made(host) : (traceparent, hosted) -> RequestTrace.NONE);
    }

    /** Only this touches the classes of OpenTelemetry, which a host without traces need not have. */
    private static RequestTraces made(HostBeans host) {
        if (Tracing.class.getClassLoader().getResource("io/opentelemetry/api/OpenTelemetry.class") == null) {
            throw new SettingsException(List.of("vidu.tracing.enabled is true; it needs"
                    + " io.opentelemetry:opentelemetry-api on the class path"));
        }
        return new OpenTelemetryTraces(host);
    }

    /**
     * A request arrived.
     *
     * @param header of the exchange that a host sent
     * @param message that it came as, if it is one
     * @param source where it came from, unless a host's route sent it
     * @return what the routes pass on to all other methods
     */
    public Object arrived(Object header, Object message, Object source) {
        Object traceparent =
                message instanceof InboundMessage inbound ? inbound.properties().get(TRACEPARENT) : header;
        return answer(RequestTrace.NONE, trace -> traces.arrived(traceparent, !(source instanceof Source)))
                .orElse(RequestTrace.NONE);
    }

    /** @return where the trace of a request goes on that the journal does not know; empty without a trace */
    public String claiming(Object trace, Task task, JsonNode document) {
        return answer(trace, spans -> spans.claiming(task, named(document))).orElse("");
    }

    public void claimed(Object trace, Claim claim) {
        tell(trace, spans -> spans.claimed(claim));
    }

    public void stepped(Object trace, Task task) {
        tell(trace, spans -> spans.stepped(task));
    }

    public void fetching(Object trace, Task task) {
        tell(trace, spans -> spans.fetching(task));
    }

    public void storing(Object trace, Task task) {
        tell(trace, spans -> spans.storing(task));
    }

    /** @param document null if it could not be parsed */
    public void reporting(Object trace, Outcome outcome, JsonNode document) {
        tell(trace, spans -> spans.reporting(outcome, named(document)));
    }

    public void reported(Object trace) {
        tell(trace, RequestTrace::reported);
    }

    public void left(Object trace) {
        tell(trace, RequestTrace::left);
    }

    /** Lets who gets a message go on with the trace. The API and the servers of videos get none: they are others' business. */
    public void passOn(Object trace, Map<String, Object> headers) {
        answer(trace, RequestTrace::traceparent)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> headers.put(TRACEPARENT, text));
    }

    @Override
    public void calledBack(String taskId) {
        tell(RequestTrace.NONE, none -> traces.calledBack(taskId));
    }

    private static String named(JsonNode document) {
        JsonNode known = document == null ? MissingNode.getInstance() : document;
        return known.path("metadata").path(TRACEPARENT).asText();
    }

    private void tell(Object trace, Consumer<RequestTrace> what) {
        answer(trace, spans -> {
            what.accept(spans);
            return spans;
        });
    }

    /** An old version of OpenTelemetry may lack a method. */
    private <T> Optional<T> answer(Object trace, Function<RequestTrace, T> what) {
        try {
            return Optional.of(what.apply(trace instanceof RequestTrace known ? known : RequestTrace.NONE));
        } catch (RuntimeException | LinkageError defect) {
            String why = SanitizedText.of(defect);
            if (throttle.allows(why)) {
                LOG.warn("traces are not whole: {}", why);
            }
            return Optional.empty();
        }
    }
}
