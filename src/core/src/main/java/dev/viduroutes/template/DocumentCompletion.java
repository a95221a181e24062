package dev.viduroutes.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.RequestRefusedException;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.outage.LogThrottle;
import dev.viduroutes.request.RequestDocument;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes documents whole: what a request says itself counts first, then its template, then the defaults. Thread-safe. */
public final class DocumentCompletion {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.template");

    private final Templates templates;
    private final RequestDefaults defaults;
    private final LogThrottle throttle = new LogThrottle(System::nanoTime);

    public DocumentCompletion(Templates templates, RequestDefaults defaults) {
        this.templates = templates;
        this.defaults = defaults;
    }

    /**
     * @param document the parsed document
     * @return the same with what it leaves unsaid; with problems if its template can't be used; pending if that can't be read just
     *     now, which is logged
     */
    public RequestDocument tryComplete(JsonNode document) {
        try {
            return complete(document);
        } catch (IOException unreadable) {
            if (throttle.allows(unreadable.getClass().getName())) {
                LOG.warn(
                        "vidu.templates.directory can't be read: {}; requests that name a template wait until it can",
                        ErrorText.ofRootCause(unreadable));
            }
            return RequestDocument.asWritten(document).asUnread();
        }
    }

    /**
     * Like {@link #tryComplete}, for who does not wait.
     *
     * @throws IOException if the template can't be read just now
     */
    public RequestDocument complete(JsonNode document) throws IOException {
        RequestDocument written = RequestDocument.asWritten(document);
        if (!(document instanceof ObjectNode object)) {
            return written;
        }
        try {
            return defaults.addTo(Templates.concern(object) ? templates.apply(object) : written);
        } catch (RequestRefusedException refused) {
            return new RequestDocument(document, Templates.without(object), Map.of())
                    .failed(refused.failure().problems());
        }
    }
}
