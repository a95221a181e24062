package dev.viduroutes.jms;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.JmsProviderSettings;
import dev.viduroutes.settings.Secrets;
import dev.viduroutes.settings.SettingsException;
import jakarta.jms.ConnectionFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.BeanIntrospection.MethodInfo;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;

/** Sets a connection factory's properties by their names. One start shows every mistake. */
final class FactoryProperties {

    private final CamelContext context;
    private final JmsProviderSettings settings;

    FactoryProperties(CamelContext context, JmsProviderSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** @throws SettingsException naming each property that can't be set, and what would be right */
    void apply(ConnectionFactory factory) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(settings.properties())
                .forEach((name, value) -> set(factory, name, value).ifPresent(problems::add));
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    /** A value is what it says: neither the name of a bean nor a placeholder, which a password might look like. */
    private Optional<String> set(ConnectionFactory factory, String name, String value) {
        try {
            boolean known = hasOneOf(factory, name)
                    && PropertyBindingSupport.build()
                            .withReference(false)
                            .withPlaceholder(false)
                            .withFluentBuilder(false)
                            .withIgnoreCase(true)
                            .bind(context, factory, name, value);
            return known ? Optional.empty() : Optional.of(unknown(factory, name));
        } catch (Exception refused) {
            return Optional.of(wrong(factory, name, value, refused));
        }
    }

    /** Asked first: IBM's factories are maps, too, and would take whatever name there is. */
    private boolean hasOneOf(ConnectionFactory factory, String name) {
        String first = name.split("[.\\[]", 2)[0];
        return methods(factory).anyMatch(method -> first.equalsIgnoreCase(method.getterOrSetterShorthandName));
    }

    private String unknown(ConnectionFactory factory, String name) {
        return inFile(name) + ", and " + factory.getClass().getName() + " has no such property; it has "
                + setters(factory)
                        .map(setter -> setter.getterOrSetterShorthandName)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private String wrong(ConnectionFactory factory, String name, String value, Exception refused) {
        String types = setters(factory)
                .filter(setter -> setter.getterOrSetterShorthandName.equalsIgnoreCase(name))
                .map(setter -> described(setter.method.getParameterTypes()[0]))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
        String shown = Secrets.isNameOfOne(name) ? "a value that is not shown here" : Secrets.hidden(value);
        return inFile(name) + ", as " + shown + ", which " + factory.getClass().getName() + " does not take; "
                + (types.isEmpty() ? ErrorText.ofRootCause(refused) : "it must be " + types);
    }

    private String inFile(String name) {
        return "vidu.intake.jms.properties is " + settings.file() + "; " + name + " stands there";
    }

    private Stream<MethodInfo> methods(ConnectionFactory factory) {
        return Arrays.stream(PluginHelper.getBeanIntrospection(context).cacheClass(factory.getClass()).methods);
    }

    private Stream<MethodInfo> setters(ConnectionFactory factory) {
        return methods(factory)
                .filter(method -> Boolean.TRUE.equals(method.isSetter))
                .filter(setter -> isText(setter.method.getParameterTypes()[0]));
    }

    /** What a file can hold; what else a factory has are objects, whose own properties may be set. */
    private static boolean isText(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || type.getName().startsWith("java.");
    }

    private static String described(Class<?> type) {
        return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
            case "int", "integer", "long", "short", "byte" -> "a whole number (" + type.getSimpleName() + ")";
            case "boolean" -> "true or false";
            case "string" -> "a text that the class takes";
            default -> "a " + type.getName();
        };
    }
}
