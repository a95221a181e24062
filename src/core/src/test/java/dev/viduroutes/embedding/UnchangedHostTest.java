package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.viduroutes.ViduRoutes;
import dev.viduroutes.request.DocumentConverters;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.junit.RunningSandbox;
import dev.viduroutes.sandbox.junit.ViduSandbox;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Converter;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.JsonDataFormat;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.ThreadPoolProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a host counts in its context, without the guest and with it: what is added has the guest's name. */
@ViduSandbox
@SuppressWarnings("try")
class UnchangedHostTest {

    /** One bean of the host's, with an annotation-free JSON name of its own. */
    public record Shot(String shotNumber) {}

    private final Properties settings;

    UnchangedHostTest(RunningSandbox sandbox) {
        settings = sandbox.settings();
    }

    private Map<String, Collection<String>> alone;
    private Map<String, Collection<String>> together;
    private int convertersAlone;
    private int convertersTogether;

    @BeforeEach
    void look() throws Exception {
        try (CamelContext context = host()) {
            context.start();
            convertersAlone = context.getTypeConverterRegistry().size();
            assertHostsJson(context);
            alone = look(context);
        }
        try (CamelContext context = host()) {
            ViduRoutes.addTo(context);
            context.start();
            // Before the first conversion: Camel remembers those by their classes, too.
            convertersTogether = context.getTypeConverterRegistry().size();
            generate(context);
            assertHostsJson(context);
            together = look(context);
        }
    }

    private CamelContext host() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName("host");
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setOverrideProperties(settings);
        context.setLoadHealthChecks(true);
        context.getGlobalOptions().put("host", "mine");
        context.getRegistry()
                .bind("hostMapper", new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                JsonDataFormat json = new JsonDataFormat(JsonLibrary.Jackson);
                json.setAutoDiscoverObjectMapper("true");
                from("direct:json").routeId("json").marshal(json);
                from("timer:host?delay=-1&repeatCount=1")
                        .routeId("timer")
                        .to("http:localhost:1?throwExceptionOnFailure=false")
                        .onException(Exception.class)
                        .handled(true);
            }
        });
        return context;
    }

    private static void generate(CamelContext context) {
        assertThat(context.createProducerTemplate()
                        .requestBody("direct:vidu-generate", """
                    {"input": {"mode": "text-to-video", "prompt": "a guest", "duration": 2}}""", Outcome.class)
                        .isStored())
                .isTrue();
    }

    private static void assertHostsJson(CamelContext context) {
        assertThat(context.createProducerTemplate().requestBody("direct:json", new Shot("7"), String.class))
                .as("written with the host's mapper")
                .isEqualTo("{\"shot-number\":\"7\"}");
    }

    private static Map<String, Collection<String>> look(CamelContext context) throws Exception {
        Map<String, Collection<String>> seen = new LinkedHashMap<>();
        seen.put("components", context.getComponentNames());
        seen.put("beans", names(context.getRegistry()));
        seen.put(
                "routes",
                context.getRoutes().stream().map(route -> route.getRouteId()).toList());
        seen.put(
                "health",
                context.getCamelContextExtension()
                        .getContextPlugin(HealthCheckRegistry.class)
                        .getCheckIDs());
        seen.put("thread pools", Set.of(profile(context)));
        seen.put(
                "thread factory",
                types(Set.of(context.getExecutorServiceManager().getThreadPoolFactory())));
        seen.put(
                "thread names",
                Set.of(context.getExecutorServiceManager()
                        .getThreadNamePattern()
                        .replaceAll("camel-\\d+", "")));
        seen.put("global options", Set.of(context.getGlobalOptions().toString()));
        seen.put(
                "properties",
                context.getPropertiesComponent().getPropertiesSources().stream()
                        .map(source -> source.getName())
                        .toList());
        seen.put("interceptors", types(context.getCamelContextExtension().getInterceptStrategies()));
        seen.put("log listeners", types(context.getCamelContextExtension().getLogListeners()));
        seen.put("notifiers", types(context.getManagementStrategy().getEventNotifiers()));
        seen.put("policies", types(context.getRoutePolicyFactories()));
        seen.put("lifecycle", types(context.getLifecycleStrategies()));
        seen.put("error handler", Set.of(String.valueOf((Object)
                context.getCamelContextExtension().getErrorHandlerFactory())));
        seen.put(
                "shutdown",
                Set.of(context.getShutdownStrategy().getTimeout() + " "
                        + context.getShutdownStrategy().getClass()));
        seen.put(
                "switches",
                Set.of(context.isMessageHistory() + " " + context.isUseMDCLogging() + " "
                        + context.isStreamCaching() + " " + context.isTracing() + " " + context.isUseBreadcrumb() + " "
                        + context.isAutoStartup() + " " + context.isAllowUseOriginalMessage()));
        seen.put(
                "mbeans",
                ManagementFactory.getPlatformMBeanServer().queryNames(null, null).stream()
                        .map(name -> name.getCanonicalName().replaceAll("name=.*", ""))
                        .collect(Collectors.toCollection(TreeSet::new)));
        return seen;
    }

    private static Set<String> names(Registry registry) {
        return new TreeSet<>(registry.findByTypeWithName(Object.class).keySet());
    }

    private static Collection<String> types(Collection<?> things) {
        return things.stream().map(thing -> thing.getClass().getName()).toList();
    }

    private static String profile(CamelContext context) {
        ThreadPoolProfile profile = context.getExecutorServiceManager().getDefaultThreadPoolProfile();
        return profile.getId() + " " + profile.getPoolSize() + " " + profile.getMaxPoolSize() + " "
                + profile.getMaxQueueSize() + " " + profile.getRejectedPolicy();
    }

    @Test
    void nothingThatWasThereIsGoneOrDifferent() {
        alone.forEach((what, names) -> assertThat(together.get(what)).as(what).containsAll(names));
    }

    @Test
    void whatIsAddedHasTheGuestsName() {
        // Parts of Camel that the routes bring on the stage, which any route may use.
        Set<String> parts = Set.of("bean", "file");
        alone.forEach((what, names) -> assertThat(together.get(what))
                .as(what)
                .filteredOn(name -> !names.contains(name) && !parts.contains(name))
                .allMatch(name -> name.contains("vidu")));
    }

    @Test
    void theTypeConvertersThatAreAddedAreForTheGuestsTypes() {
        long guests = Arrays.stream(DocumentConverters.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Converter.class))
                .peek(method -> assertThat(method.getGenericParameterTypes()[0].getTypeName()
                                + method.getReturnType().getName())
                        .contains("dev.viduroutes"))
                .count();

        assertThat(convertersTogether - convertersAlone).isEqualTo((int) guests);
    }
}
