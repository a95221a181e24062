package dev.viduroutes.failure;

import dev.viduroutes.settings.SettingsException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the codes of the API mean, from {@code config/failures.properties}; the contract's list is open. */
public final class FailureCodes {

    private static final String DEFAULT = "default";
    /** What nobody writes but to name a code, such as {@code FieldInvalid} or {@code INVALID_PROMPT}, unlike {@code NSFW}. */
    private static final Pattern IDENTIFIER = Pattern.compile("_|\\p{Ll}\\p{Lu}");

    private final Map<String, FailureClass> classes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    /** Each code by itself in any case: as it stands in the file. */
    private final Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private final FailureClass others;
    private final Pattern words;

    /** Like {@link #FailureCodes(String, Properties)}, of the packaged file. */
    public FailureCodes(Properties codes) {
        this("failures.properties", codes);
    }

    /**
     * @param place where they were read, for messages
     * @param codes code to {@code content}, {@code input}, {@code transient} or {@code account}; the entry {@code default}
     *     stands for every other fail code of a task
     * @throws SettingsException naming each entry that is wrong
     */
    public FailureCodes(String place, Properties codes) {
        List<String> problems = new ArrayList<>();
        new TreeSet<>(codes.stringPropertyNames())
                .forEach(code -> add(code, codes.getProperty(code)).ifPresent(problems::add));
        if (!names.containsKey(DEFAULT)) {
            problems.add("it has no entry default; it must name the class of every code that is not listed");
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(
                    problems.stream().map(problem -> place + ": " + problem).toList());
        }
        others = classes.remove(DEFAULT);
        names.remove(DEFAULT);
        words = words(names.values());
    }

    /** @return what is wrong with the entry */
    private Optional<String> add(String code, String text) {
        Optional<FailureClass> kind = parse(text);
        String twin = names.put(code, code);
        FailureClass other = classes.put(code, kind.orElse(FailureClass.INPUT));
        if (kind.isEmpty()) {
            return Optional.of(code + " is " + (text.isBlank() ? "empty" : text)
                    + "; it must be content, input, transient or account");
        }
        return other == null || other == kind.get()
                ? Optional.empty()
                : Optional.of(code + " is " + text.strip() + ", and " + twin + " is " + other.word()
                        + "; both must be of one class, since case does not matter");
    }

    private static Optional<FailureClass> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "content" -> Optional.of(FailureClass.CONTENT);
            case "input" -> Optional.of(FailureClass.INPUT);
            case "transient" -> Optional.of(FailureClass.TRANSIENT);
            case "account" -> Optional.of(FailureClass.ACCOUNT);
            default -> Optional.empty();
        };
    }

    /** A code is a whole word: part of no longer name, and of none with hyphens. */
    private static Pattern words(Collection<String> codes) {
        String any = codes.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?iu)(?<![\\p{L}\\p{N}_])(?<!\\p{L}-)(?:" + any + ")(?![\\p{L}\\p{N}_]|-\\p{L})");
    }

    /** @return the class of the fail code of a task, or of a code that is a word of it; else that of unknown codes */
    public FailureClass of(String code) {
        return named(List.of(code), word -> true).map(classes::get).orElse(others);
    }

    /**
     * @param texts what an answer says, the most telling first
     * @param asked the request: where its own words are quoted, they name no code that would hold up other requests
     * @return the first code that is a text of its own, else the first that is a word of one
     */
    public Optional<String> namedIn(List<String> texts, String asked) {
        return named(texts, isOfTheApi(asked));
    }

    /** Like {@link #namedIn}, but only by words that nobody writes otherwise: a server in trouble may speak of its filters. */
    public Optional<String> surelyNamedIn(List<String> texts, String asked) {
        return named(
                texts, isOfTheApi(asked).and(code -> IDENTIFIER.matcher(code).find()));
    }

    private Predicate<String> isOfTheApi(String asked) {
        String lower = asked.toLowerCase(Locale.ROOT);
        return code -> endsTheRequestAlone(classes.get(code)) || !lower.contains(code.toLowerCase(Locale.ROOT));
    }

    private static boolean endsTheRequestAlone(FailureClass kind) {
        return kind == FailureClass.CONTENT || kind == FailureClass.INPUT;
    }

    private Optional<String> named(List<String> texts, Predicate<String> counts) {
        Optional<String> whole = texts.stream()
                .map(String::strip)
                .filter(names::containsKey)
                .map(names::get)
                .findFirst();
        return whole.or(() -> texts.stream()
                .flatMap(text -> words.matcher(text).results().map(MatchResult::group))
                .map(names::get)
                .filter(counts)
                .findFirst());
    }

    /** @return the codes of others that are missing here, and so mean the default */
    public Set<String> missing(FailureCodes other) {
        Set<String> missing = new TreeSet<>(other.names.values());
        missing.removeIf(names::containsKey);
        return missing;
    }
}
