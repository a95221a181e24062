package dev.viduroutes.settings;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the sources say of a setting; of a secret, what the file says that they name instead. */
final class SettingValues {

    private final Function<String, Optional<String>> sources;
    private final Set<String> keys = new LinkedHashSet<>();

    SettingValues(Function<String, Optional<String>> sources) {
        this.sources = sources;
    }

    /**
     * @return the value; empty if it is not set
     * @throws IllegalArgumentException if it refers to what can't be found
     * @throws SettingsException if it is a secret, and its file is not in order or not the only one that says it
     */
    String of(String key) {
        String value = said(key);
        Optional<SecretFile> file = fileOf(key);
        if (file.isPresent() && !value.isEmpty()) {
            throw new SettingsException(List.of(
                    file.get().name() + " is " + file.get().path() + ", and " + key + " is set; set one of them"));
        }
        return file.map(SecretFile::read).orElse(value);
    }

    /** Blanks around it never count: nobody sees them. */
    private String said(String key) {
        keys.add(key);
        return sources.apply(key).map(VisibleText::stripped).orElse("");
    }

    /** @return the file that a secret is read from, if one is named */
    Optional<SecretFile> fileOf(String key) {
        if (!Secrets.isSecret(key)) {
            return Optional.empty();
        }
        String name = Secrets.fileOf(key);
        try {
            return Optional.of(new SecretFile(name, said(name)))
                    .filter(file -> !file.path().isEmpty());
        } catch (IllegalArgumentException leadsNowhere) {
            throw new SettingsException(List.of(name + " " + leadsNowhere.getMessage()));
        }
    }

    /** @return whether somebody sets it, be it to something wrong */
    boolean contains(String key) {
        try {
            return fileOf(key).isPresent() || !said(key).isEmpty();
        } catch (IllegalArgumentException | SettingsException wrong) {
            return true;
        }
    }

    /** @return whether somebody sets it; unlike others it does not become known by being asked for */
    boolean isSet(String key) {
        return sources.apply(key).filter(value -> !value.isBlank()).isPresent();
    }

    /** @return every key that was asked for */
    Set<String> keys() {
        return Set.copyOf(keys);
    }
}
