package dev.viduroutes.host;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The context that the routes are a guest of, and what it brings for them in its registry. */
public final class Host {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    private final CamelContext context;

    public Host(CamelContext context) {
        this.context = context;
    }

    /** @return the bean of that name and type */
    public <T> Optional<T> named(String name, Class<T> type) {
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(name, type));
    }

    /** @return the bean of that name, else the only one of that type; none if there are several */
    public <T> Optional<T> namedOrOnly(String name, Class<T> type) {
        return named(name, type).or(() -> only(name, type));
    }

    private <T> Optional<T> only(String name, Class<T> type) {
        Set<T> candidates = context.getRegistry().findByType(type);
        if (candidates.size() > 1) {
            LOG.info(
                    "the registry holds {} beans of type {}, none of them is used; the name {} would choose one",
                    candidates.size(),
                    type.getSimpleName(),
                    name);
            return Optional.empty();
        }
        return List.copyOf(candidates).stream().findFirst();
    }
}
