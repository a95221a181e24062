package dev.viduroutes.server;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.settings.ServerSettings;
import dev.viduroutes.settings.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that a server shows, renewed while it runs: its files are compared every few seconds. What can't be used
 * changes nothing.
 */
final class CertificateRenewal {

    private static final Logger LOG = LoggerFactory.getLogger("vidu");
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    private static final int LONGEST_REASON = 500;

    private final Vertx vertx;
    private final ServerSettings settings;
    private volatile ServerCertificate shown;
    /** How often in a row a renewal failed. */
    private volatile int setbacks;

    /** @throws SettingsException if there is none that can be used */
    CertificateRenewal(Vertx vertx, ServerSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.shown = ServerCertificate.read(vertx, settings.tls());
    }

    void applyTo(HttpServerOptions options) {
        options.setSsl(true).setKeyCertOptions(shown.options()).setEnabledSecureTransportProtocols(PROTOCOLS);
    }

    /** Looks after the certificate of a server that listens, until its Vert.x is closed. */
    void watch(HttpServer server) {
        LOG.info("{} shows a certificate that is valid until {}", settings.url(), shown.until());
        // On a thread that may wait: reading may take its time.
        vertx.setPeriodic(
                INTERVAL.toMillis(),
                tick -> vertx.executeBlocking(this::newer)
                        .onSuccess(newer -> newer.ifPresent(renewed -> show(renewed, server))));
    }

    private Optional<ServerCertificate> newer() {
        try {
            if (shown.isOutdated(settings.tls())) {
                return Optional.of(ServerCertificate.read(vertx, settings.tls()));
            }
            setbacks = 0;
        } catch (IOException | SettingsException unusable) {
            failed(SanitizedText.of(String.valueOf(unusable.getMessage()), LONGEST_REASON));
        }
        return Optional.empty();
    }

    private void show(ServerCertificate renewed, HttpServer server) {
        server.updateSSLOptions(new SSLOptions()
                        .setKeyCertOptions(renewed.options())
                        .setEnabledSecureTransportProtocols(PROTOCOLS))
                .onSuccess(done -> {
                    shown = renewed;
                    setbacks = 0;
                    LOG.info("{} shows a new certificate, valid until {}", settings.url(), renewed.until());
                })
                .onFailure(why -> failed(SanitizedText.of(why)));
    }

    /** Told the second time: two files that are replaced one after the other do not belong together for a moment. */
    private void failed(String why) {
        setbacks++;
        if (setbacks == 2) {
            LOG.warn("{} goes on with the certificate of before: {}", settings.url(), why);
        }
    }
}
