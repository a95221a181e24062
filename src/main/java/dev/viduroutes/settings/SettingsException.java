package dev.viduroutes.settings;

import java.util.List;

/** The settings do not allow a start. The message names each wrong key, its value and the rule. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
