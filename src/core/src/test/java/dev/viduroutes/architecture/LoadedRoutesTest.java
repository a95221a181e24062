package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.ViduRoutes;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.ConvertBodyDefinition;
import org.apache.camel.model.DelayDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MarshalDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RemoveHeaderDefinition;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RemoveVariableDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ThreadsDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.UnmarshalDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.model.language.SimpleExpression;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Camel makes of the files of {@code routes/}, with every intake switched on, in a host that has a handler of its own. */
class LoadedRoutesTest {

    /** Whatever is steered by data (toD, recipientList, enrich, scripts, …) is not among them. */
    private static final Set<Class<?>> STEPS = Set.of(
            ToDefinition.class,
            WireTapDefinition.class,
            BeanDefinition.class,
            SetBodyDefinition.class,
            SetHeaderDefinition.class,
            SetVariableDefinition.class,
            RemoveHeaderDefinition.class,
            RemoveHeadersDefinition.class,
            RemoveVariableDefinition.class,
            MarshalDefinition.class,
            UnmarshalDefinition.class,
            ConvertBodyDefinition.class,
            ChoiceDefinition.class,
            WhenDefinition.class,
            OtherwiseDefinition.class,
            FilterDefinition.class,
            LoopDefinition.class,
            DelayDefinition.class,
            SplitDefinition.class,
            ThreadsDefinition.class,
            TryDefinition.class,
            CatchDefinition.class,
            FinallyDefinition.class,
            OnExceptionDefinition.class,
            OnCompletionDefinition.class);

    /** Called by hosts, or by our own classes. */
    private static final Set<String> ENTRANCES = Set.of(
            "direct:vidu-generate",
            "direct:vidu-generate-batch",
            "direct:vidu-run-row",
            "direct:vidu-batch",
            "direct:vidu-replay",
            "direct:vidu-release",
            "direct:vidu-cancel",
            "direct:vidu-raise-cap",
            "direct:vidu-pause",
            "direct:vidu-resume",
            "direct:vidu-drop-outcome",
            "direct:vidu-check-bucket");

    private static final ErrorHandlerFactory OF_THE_HOST = new DeadLetterChannelBuilder("direct:dead");

    @TempDir
    private static Path home;

    private static DefaultCamelContext context;

    @BeforeAll
    static void load() throws Exception {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "vidu.home", home.toString(),
                "vidu.api.key", "key-of-this-test",
                "vidu.api.mode", "callback",
                "vidu.callback.public-url", "https://vidu.example",
                "vidu.callback.secret", "0123456789abcdef0123456789abcdef",
                "vidu.s3.bucket", "bucket-of-this-test",
                "vidu.s3.region", "eu-central-1",
                "vidu.intake.sqs.queue-url", "https://sqs.eu-central-1.amazonaws.com/123456789012/requests"));
        for (String kind : List.of("jms", "amqp", "kafka", "sqs")) {
            settings.setProperty("vidu.intake." + kind + ".enabled", "true");
        }
        context = new DefaultCamelContext();
        context.getCamelContextExtension().setErrorHandlerFactory(OF_THE_HOST);
        PropertiesComponent properties = (PropertiesComponent) context.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setOverrideProperties(settings);
        ViduRoutes.addTo(context);
    }

    @AfterAll
    static void close() {
        context.stop();
    }

    static Collection<RouteDefinition> routes() {
        return context.getRouteDefinitions();
    }

    @Test
    void eachOfThemIsThere() {
        assertThat(routes())
                .extracting(RouteDefinition::getRouteId)
                .doesNotHaveDuplicates()
                .contains(
                        "vidu-intake-file",
                        "vidu-intake-jms",
                        "vidu-intake-amqp",
                        "vidu-intake-kafka",
                        "vidu-intake-sqs")
                .hasSizeGreaterThan(35);
    }

    @Test
    void theHostKeepsItsOwnErrorHandler() {
        // An errorHandler at the top of a file would be that of the whole context.
        assertThat(context.getCamelContextExtension().getErrorHandlerFactory()).isSameAs(OF_THE_HOST);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aRouteSaysWhatItIsAndTakesNothingFromTheHost(RouteDefinition route) {
        assertThat(route.getRouteId()).startsWith("vidu-");
        assertThat(route.getDescriptionText()).hasSizeGreaterThan(10).doesNotContain("{{");
        assertThat(route.getErrorHandlerFactory())
                .isNotSameAs(OF_THE_HOST)
                .isInstanceOfAny(NoErrorHandlerDefinition.class, DefaultErrorHandlerDefinition.class);
        // The host's route configurations apply to every route that names none.
        List<String> known = context.getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId)
                .toList();
        assertThat(route.getRouteConfigurationId()).isNotNull();
        assertThat(route.getRouteConfigurationId().split(",")).isSubsetOf(known).allMatch(id -> id.startsWith("vidu-"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whatCameFromOutsideIsForgottenBeforeTheRequestGoesOn(RouteDefinition route) {
        String uri = route.getEndpointUrl();
        if (uri.matches("timer:.*|direct:.*")
                && !Set.of(
                                "direct:vidu-generate",
                                "direct:vidu-generate-batch",
                                "direct:vidu-batch",
                                "direct:vidu-replay",
                                "direct:vidu-release",
                                "direct:vidu-cancel",
                                "direct:vidu-raise-cap",
                                "direct:vidu-pause",
                                "direct:vidu-resume")
                        .contains(uri)) {
            return;
        }
        List<ProcessorDefinition<?>> steps = route.getOutputs().stream()
                .filter(step -> !(step instanceof OnCompletionDefinition || step instanceof OnExceptionDefinition))
                .dropWhile(SetVariableDefinition.class::isInstance)
                .toList();

        assertThat(steps.get(0)).isInstanceOfSatisfying(RemoveHeadersDefinition.class, first -> {
            assertThat(first.getPattern()).isEqualTo("*");
            assertThat(first.getExcludePattern()).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyCallHasAnIdThatBeginsWithItsRoutes(RouteDefinition route) {
        Set<String> owners =
                new TreeSet<>(List.of(route.getRouteConfigurationId().split(",")));
        owners.add(route.getRouteId());
        for (Call call : calls(route)) {
            String id = resolved(route, call.id());
            assertThat(owners)
                    .as("owner of %s, which calls %s", id, call.uri())
                    .anyMatch(owner -> id.startsWith(owner + "-"));
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void noStepIsSteeredByData(RouteDefinition route) {
        assertThat(all(route, ProcessorDefinition.class))
                .allSatisfy(step -> assertThat(STEPS).contains(step.getClass()));
        assertThat(calls(route)).noneMatch(call -> call.uri().contains("${"));
        assertThat(all(route, WireTapDefinition.class)).allMatch(tap -> "false".equals(tap.getDynamicUri()));
        assertThat(expressions(route))
                .hasOnlyElementsOfTypes(SimpleExpression.class, ConstantExpression.class, MethodCallExpression.class);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whatIsJoinedHasBothSidesWrittenOut(RouteDefinition route) {
        // From Camel 4.21 on a bare function is no operand of a logical operator.
        expressions(route).stream()
                .map(ExpressionDefinition::getExpression)
                .filter(text -> text != null && text.matches("(?s).*(&&|\\|\\|).*"))
                .flatMap(text -> Stream.of(text.split("&&|\\|\\|")))
                .forEach(side -> assertThat(side).containsPattern(" (==|!=|is|!is) "));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void variablesHaveOurPrefix(RouteDefinition route) {
        Stream<String> written = Stream.concat(
                all(route, SetVariableDefinition.class).stream().map(SetVariableDefinition::getName),
                all(route, RemoveVariableDefinition.class).stream().map(RemoveVariableDefinition::getName));
        Stream<String> read = texts(route).stream()
                .flatMap(text ->
                        Pattern.compile("\\$\\{variable\\.(\\w+)").matcher(text).results())
                .map(match -> match.group(1));

        assertThat(Stream.concat(written, read)).allMatch(name -> name.matches("vidu[A-Z]\\w+"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyBeanAndItsMethodExists(RouteDefinition route) throws Exception {
        for (BeanDefinition call : all(route, BeanDefinition.class)) {
            assertExists(route, call.getRef(), call.getBeanType(), call.getMethod());
        }
        for (ExpressionDefinition expression : expressions(route)) {
            if (expression instanceof MethodCallExpression call) {
                assertExists(route, call.getRef(), call.getBeanTypeName(), call.getMethod());
            }
        }
    }

    private static void assertExists(RouteDefinition route, String ref, String type, String call) throws Exception {
        String name = resolved(route, ref);
        Class<?> owner = type != null
                ? context.getClassResolver().resolveMandatoryClass(type)
                : Objects.requireNonNull(context.getRegistry().lookupByName(name), () -> "no bean " + name)
                        .getClass();
        String method = call.replaceFirst("\\(.*", "");

        assertThat(Arrays.stream(owner.getMethods()).map(Method::getName))
                .as("%s of %s", route.getRouteId(), owner)
                .contains(method);
    }

    @Test
    void everyBeanThatIsReferredToExists() throws Exception {
        Set<String> used = new TreeSet<>();
        for (Path file : RouteFilesTest.files()) {
            Pattern.compile("(?:Ref: |#|[sS]ervice: |ref: |\\{ref:|\\{bean:)\"?(vidu[A-Z]\\w*)")
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(match -> used.add(match.group(1)));
        }
        assertThat(used)
                .hasSizeGreaterThan(40)
                .allMatch(name -> context.getRegistry().lookupByName(name) != null);
    }

    @Test
    void everyDirectEndpointThatIsCalledIsARouteAndEveryOtherIsCalled() {
        Set<String> called = new TreeSet<>(ENTRANCES);
        for (RouteDefinition route : routes()) {
            calls(route).forEach(call -> called.add(call.uri()));
            texts(route).stream()
                    .flatMap(text -> Pattern.compile("'(vidu-[a-z-]+)'")
                            .matcher(resolved(route, text))
                            .results())
                    .forEach(match -> called.add("direct:" + match.group(1)));
        }
        called.removeIf(Predicate.not(uri -> uri.startsWith("direct:")));

        assertThat(routes().stream()
                        .map(route -> resolved(route, route.getEndpointUrl()))
                        .filter(uri -> uri.startsWith("direct:")))
                .containsExactlyInAnyOrderElementsOf(called);
    }

    private static <T> Collection<T> all(RouteDefinition route, Class<T> type) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type);
    }

    private record Call(String id, String uri) {}

    private static List<Call> calls(RouteDefinition route) {
        List<Call> calls = new ArrayList<>();
        all(route, SendDefinition.class).forEach(to -> calls.add(new Call(to.getId(), to.getUri())));
        all(route, WireTapDefinition.class).forEach(tap -> calls.add(new Call(tap.getId(), tap.getUri())));
        return calls;
    }

    private static List<ExpressionDefinition> expressions(RouteDefinition route) {
        List<ExpressionDefinition> found = new ArrayList<>();
        for (ExpressionNode step : all(route, ExpressionNode.class)) {
            found.add(step.getExpression());
        }
        all(route, ChoiceDefinition.class)
                .forEach(choice -> choice.getWhenClauses().forEach(when -> found.add(when.getExpression())));
        all(route, OnExceptionDefinition.class).forEach(clause -> {
            if (clause.getOnWhen() != null) {
                found.add(clause.getOnWhen().getExpression());
            }
        });
        found.removeIf(Objects::isNull);
        return found;
    }

    /** Whatever of a route is evaluated. */
    private static List<String> texts(RouteDefinition route) {
        List<String> texts = new ArrayList<>();
        all(route, BeanDefinition.class).forEach(call -> texts.add(call.getMethod()));
        for (ExpressionDefinition expression : expressions(route)) {
            texts.add(expression instanceof MethodCallExpression call ? call.getMethod() : expression.getExpression());
        }
        return texts;
    }

    /** With the parameters of its template. */
    private static String resolved(RouteDefinition route, String text) {
        String resolved = text;
        if (route.getTemplateParameters() != null && text != null) {
            for (Map.Entry<String, Object> parameter :
                    route.getTemplateParameters().entrySet()) {
                resolved = resolved.replace(
                        "{{" + parameter.getKey() + "}}", parameter.getValue().toString());
            }
        }
        return resolved;
    }
}
