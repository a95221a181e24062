package dev.viduroutes.failure;

import dev.viduroutes.settings.SettingsException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** What the {@code failCode} of a task means, from {@code config/failures.properties}; the contract's list is open. */
public final class FailureCodes {

    private static final String DEFAULT = "default";

    private final Map<String, FailureClass> classes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * @param codes fail code to {@code content}, {@code input}, {@code transient} or {@code account}; the entry
     *     {@code default} stands for every other code
     * @throws SettingsException if a class is none of these, or the default is missing
     */
    public FailureCodes(Properties codes) {
        codes.stringPropertyNames().forEach(code -> classes.put(code, parse(code, codes.getProperty(code))));
        if (!classes.containsKey(DEFAULT)) {
            throw new SettingsException(List.of("failures.properties has no entry default; it must name a class"));
        }
    }

    /** @return the class of the code, or of unknown codes */
    public FailureClass of(String code) {
        return classes.getOrDefault(code, classes.get(DEFAULT));
    }

    private static FailureClass parse(String code, String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "content" -> FailureClass.CONTENT;
            case "input" -> FailureClass.INPUT;
            case "transient" -> FailureClass.TRANSIENT;
            case "account" -> FailureClass.ACCOUNT;
            default ->
                throw new SettingsException(List.of("failures.properties: " + code + " is " + text
                        + "; it must be content, input, transient or account"));
        };
    }
}
