package dev.viduroutes.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.api.ApiCall;
import dev.viduroutes.delivery.Download;
import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Task;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler does not see. */
class SourcesTest {

    /** A public type with its annotations, and what stands before them. */
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(\\*/\\s*)?(?:@\\w+(?:\\([^)]*\\))?\\s*)*^public (?:\\w+ )*(?:class|record|interface|enum) (\\w+)",
            Pattern.MULTILINE);

    @Test
    void everyPublicTypeSaysWhatItIsFor() throws IOException {
        List<String> silent = new ArrayList<>();
        int types = 0;
        for (Path source : Sources.ofEveryModule()) {
            Matcher type = PUBLIC_TYPE.matcher(Files.readString(source));
            while (type.find()) {
                types++;
                if (type.group(1) == null) {
                    silent.add(type.group(2));
                }
            }
        }
        assertThat(silent).isEmpty();
        assertThat(types).isGreaterThan(40);
    }

    /** One name for one thing, and one thing for a name: in a list of files as in a stack trace. */
    @Test
    void noTwoTypesOfAnyModuleShareASimpleName() throws IOException {
        Map<String, List<Path>> byName = Sources.ofEveryModule().stream()
                .filter(source -> !source.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(source -> source.getFileName().toString()));

        assertThat(byName).hasSizeGreaterThan(200);
        assertThat(byName.values()).filteredOn(sources -> sources.size() > 1).isEmpty();
    }

    /** javac copies a constant: the jar would know only the names of the version that it was compiled with. */
    @Test
    void noConstantOfACamelComponentIsCopiedIntoTheJar() throws IOException {
        Pattern copied = Pattern.compile("\\b(Kafka|Sqs2|Jms|AWS2S3|File|Http|PlatformHttp\\w*)Constants\\.[A-Z]");
        for (Path source : Sources.ofTheProduct()) {
            assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(copied);
        }
    }

    /** Camel's expressions take {@code isX} and {@code x} for the same name, and may call the wrong one. */
    @Test
    void noPredicateThatRoutesAskSharesItsNameWithAnotherMethod() {
        for (Class<?> asked : List.of(Task.class, Outcome.class, ApiCall.class, Download.class)) {
            List<String> names = Arrays.stream(asked.getDeclaredMethods())
                    .map(Method::getName)
                    .toList();
            assertThat(names.stream()
                            .filter(name -> name.startsWith("is"))
                            .map(name -> name.substring(2, 3).toLowerCase() + name.substring(3)))
                    .as("predicates of %s", asked)
                    .doesNotContainAnyElementsOf(names);
        }
    }

    /** In Turkish "limit" is "LİMİT" in capitals, in Arabic 42 has other digits, and in Thailand it is the year 2569. */
    @Test
    void nothingIsWrittenInTheLanguageOfTheMachine() throws IOException {
        Pattern ofTheMachine = Pattern.compile("to(Upper|Lower)Case\\(\\)|::to(Upper|Lower)Case|\\.formatted\\("
                + "|(?:String\\.format|printf)\\((?!\\s*Locale\\.ROOT)|SimpleDateFormat|(?:Number|Decimal|Message)Format\\b"
                + "|ofPattern\\([^,()]*\\)|ofLocalized|\\$\\{date:");
        List<String> found = new ArrayList<>();
        List<Path> written = new ArrayList<>(Sources.ofTheProduct());
        for (Path folder : List.of(Path.of("src/build/java"), Path.of("routes"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile).forEach(written::add);
            }
        }
        for (Path source : written) {
            Matcher use = ofTheMachine.matcher(Files.readString(source));
            while (use.find()) {
                found.add(source + ": " + use.group());
            }
        }
        assertThat(found).isEmpty();
    }

    /** Of an exception; an exchange has a message, too. */
    private static final Pattern WORDS = Pattern.compile("(?<!exchange)\\.getMessage\\(\\)(?!\\s*\\.)");

    /** Where words of an exception are looked at and not quoted, are ours, or are quoted further out. */
    private static final Set<String> HARMLESS = Set.of(
            "BucketCheck",
            "DatabaseErrorAdvice",
            "DeliveryPolicy",
            "ErrorText",
            "FailedFunctionException",
            "JmsFailureAnalyzer",
            "KafkaFailureAnalyzer",
            "SendingConnectionFactory",
            "Main",
            "ConnectionPool",
            "RawBodyInterceptor",
            "Recorder",
            "RotatingSecret",
            "LogSecretMask",
            "SettingReader",
            "SettingValues",
            "SqsFailureAnalyzer",
            "TimeoutConnectionFactory",
            "TextSettingReader",
            "UndecodableMessageAppender");

    /** API, S3, brokers and databases may say anything: secrets that were sent to them, and what a terminal obeys. */
    @Test
    void theWordsOfOthersAreQuotedOnlySanitized() throws IOException {
        List<String> raw = new ArrayList<>();
        for (Path source :
                Sources.ofTheProduct().stream().filter(SourcesTest::quotes).toList()) {
            String text = Files.readString(source);
            WORDS.matcher(text)
                    .results()
                    .map(found -> statement(text, found.start()))
                    .filter(statement -> !statement.contains("SanitizedText.of(") && !statement.contains("ErrorText."))
                    .forEach(statement -> raw.add(source + ":" + statement));
            raw.addAll(logged(source, text));
        }
        assertThat(raw).isEmpty();
    }

    private static String statement(String text, int at) {
        int begin = Stream.of(";", "{", "}")
                .mapToInt(end -> text.lastIndexOf(end, at))
                .max()
                .orElseThrow();
        return text.substring(begin + 1, text.indexOf(';', at));
    }

    private static boolean quotes(Path source) {
        String name = source.getFileName().toString();
        return name.endsWith(".java")
                && !source.toString().contains("/sandbox/")
                && !HARMLESS.contains(name.substring(0, name.length() - 5));
    }

    /** Exceptions that are handed to a logger, which writes down their words and where they come from. */
    private static List<String> logged(Path source, String text) {
        Set<String> caught = Pattern.compile("catch \\([\\w |.]+ (\\w+)\\)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        return Pattern.compile("LOG\\.(?:error|warn|info)\\([^;]*?,\\s*(\\w+)\\);")
                .matcher(text)
                .results()
                .filter(call -> caught.contains(call.group(1)))
                .map(call -> source + ": " + call.group())
                .toList();
    }
}
