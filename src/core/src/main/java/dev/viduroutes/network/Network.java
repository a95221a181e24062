package dev.viduroutes.network;

import dev.viduroutes.settings.Settings;

/**
 * The way out for every call over HTTP.
 *
 * @param proxies which proxy a call takes
 * @param proxyLog hears what proxies do
 * @param tls whom calls trust
 */
public record Network(Proxies proxies, ProxyLog proxyLog, TlsContexts tls) {

    /** @throws dev.viduroutes.settings.SettingsException if a trust store or a key store can't be used */
    public static Network of(Settings settings) {
        return new Network(new Proxies(settings.proxy()), new ProxyLog(), TlsContexts.of(settings.tls()));
    }
}
