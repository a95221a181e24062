package dev.viduroutes.journal;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.settings.JournalSettings;
import dev.viduroutes.settings.SettingsException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A DataSource of the host's that is meant for the journal: the bean {@code viduDataSource}, or the one that
 * {@code vidu.journal.url} names. No other is taken, since it is meant for something else.
 */
record HostDatabase(String name, DataSource source) {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");
    private static final String BEAN = "viduDataSource";

    /** @throws SettingsException if the setting names one that is not there */
    static Optional<HostDatabase> of(JournalSettings settings, HostBeans host) {
        Optional<HostDatabase> named = named(BEAN, host);
        if (named.isPresent()) {
            return named;
        } else if (settings.hostsBean().isPresent()) {
            String name = settings.hostsBean().get();
            return Optional.of(named(name, host).orElseThrow(() -> missing(settings, host)));
        }
        Set<String> others = host.names(DataSource.class);
        if (!others.isEmpty()) {
            LOG.info(
                    "the host's DataSource {} is not used; vidu.journal.url={}<name> would choose one",
                    String.join(", ", others),
                    JournalSettings.REGISTRY);
        }
        return Optional.empty();
    }

    private static Optional<HostDatabase> named(String name, HostBeans host) {
        return host.named(name, DataSource.class).map(source -> new HostDatabase(name, source));
    }

    private static SettingsException missing(JournalSettings settings, HostBeans host) {
        return new SettingsException(List.of("vidu.journal.url is " + settings.url()
                + "; it must name a DataSource of the registry, which has "
                + (host.names(DataSource.class).isEmpty() ? "none" : String.join(", ", host.names(DataSource.class)))));
    }

    Database open(Duration timeout) throws SQLException {
        return Database.of(name, source, timeout);
    }
}
