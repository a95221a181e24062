package dev.viduroutes.settings;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** The journal's database. {@link #toString()} leaves the password out. */
public record JournalSettings(String url, String user, String password, Duration lease, Duration retention) {

    /** What {@link #url()} begins with if it names a DataSource of the host's. */
    public static final String REGISTRY = "registry:";

    static JournalSettings read(SettingReader read) {
        return new JournalSettings(
                read.address(
                        "vidu.journal.url",
                        Pattern.compile("jdbc:(sqlite:(file:)?+[^:?].*|postgresql:.+)|" + REGISTRY + ".+"),
                        "it must be jdbc:sqlite: and a file, since memory forgets what was paid, or start with"
                                + " jdbc:postgresql:, or be registry:<name of a DataSource>"),
                read.user("vidu.journal.user"),
                read.password("vidu.journal.password"),
                read.duration("vidu.journal.lease", "1s", "1h"),
                read.duration("vidu.journal.retention", "1h", "3650d"));
    }

    /** @return the name of the host's DataSource that is to be used */
    public Optional<String> hostsBean() {
        return url.startsWith(REGISTRY) ? Optional.of(url.substring(REGISTRY.length())) : Optional.empty();
    }

    @Override
    public String toString() {
        return "JournalSettings[url=" + url + "]";
    }
}
