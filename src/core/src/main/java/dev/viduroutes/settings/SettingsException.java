package dev.viduroutes.settings;

import dev.viduroutes.PublicApi;
import java.util.List;
import java.util.stream.Collectors;

/** The settings do not allow a start. The message names each wrong key, its value and the rule. */
@PublicApi
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingsException(List<String> problems) {
        super(problems.stream().map(VisibleText::of).collect(Collectors.joining(System.lineSeparator())));
    }
}
