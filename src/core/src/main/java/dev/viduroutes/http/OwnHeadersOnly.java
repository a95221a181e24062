package dev.viduroutes.http;

import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets no header of an exchange leave but those named. Whatever traces a host's routes adds headers to each exchange that is about to
 * leave, and the servers of an API or of videos need not know of the host's traces.
 */
final class OwnHeadersOnly implements HeaderFilterStrategy {

    private final Set<String> names;

    OwnHeadersOnly(Set<String> names) {
        this.names = names;
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !names.contains(name);
    }

    /** As Camel's own: what is a header to a component is none that a server may set. */
    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel");
    }
}
