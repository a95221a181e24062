package dev.viduroutes.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beans that a host brings for the routes in the registry of its context. What was found once is remembered: Camel empties its registry when the context stops, and the next start must go on with the same.
 */
public final class HostBeans {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    private final CamelContext context;
    private final Map<String, Object> found = new HashMap<>();

    public HostBeans(CamelContext context) {
        this.context = context;
    }

    /** @return the bean of that name and type */
    public <T> Optional<T> named(String name, Class<T> type) {
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(name, type))
                .or(() -> remembered(name, type))
                .map(bean -> remember(name, bean));
    }

    private <T> Optional<T> remembered(String name, Class<T> type) {
        return Optional.ofNullable(found.get(name)).filter(type::isInstance).map(type::cast);
    }

    private <T> T remember(String name, T bean) {
        found.put(name, bean);
        return bean;
    }

    /** @return the names of all beans of that type, sorted */
    public Set<String> names(Class<?> type) {
        return new TreeSet<>(context.getRegistry().findByTypeWithName(type).keySet());
    }

    /** @return the bean of that name, else the only one of that type; none if there are several */
    public <T> Optional<T> namedOrOnly(String name, Class<T> type) {
        return named(name, type).or(() -> only(name, type).map(bean -> remember(name, bean)));
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
