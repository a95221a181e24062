package dev.viduroutes.network;

import dev.viduroutes.check.CheckResult;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.ProxyAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Tells whether somebody listens where the proxies are said to be; whether one lets calls through, the calls themselves tell. */
public final class ProxyCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ProxyCheck() {}

    public static CheckResult check(Proxies proxies) {
        if (!proxies.isAny()) {
            return CheckResult.skipped("none is set; calls leave directly");
        }
        for (ProxyAddress proxy : proxies.all().toList()) {
            try (Socket connection = new Socket()) {
                connection.connect(
                        new InetSocketAddress(proxy.host(), proxy.port()), Math.toIntExact(PATIENCE.toMillis()));
            } catch (IOException nobody) {
                return CheckResult.failed(proxy.from() + " is " + proxy.place() + "; nobody answers there ("
                        + ErrorText.of(nobody) + "): correct it, or set vidu.proxy.url=none for no proxy");
            }
        }
        return CheckResult.ok(proxies.summary());
    }
}
