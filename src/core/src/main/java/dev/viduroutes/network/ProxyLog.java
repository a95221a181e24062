package dev.viduroutes.network;

import dev.viduroutes.outage.LogThrottle;
import dev.viduroutes.outage.OutageLog;
import dev.viduroutes.settings.ProxyAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs proxies that are away, that want a login, or that refuse a target; each once, and now and then again. Thread-safe. */
public final class ProxyLog {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.proxy");
    private static final String MEANWHILE = "calls wait for it, and nothing is given up";

    private final Map<String, OutageLog> outages = new ConcurrentHashMap<>();
    private final LogThrottle throttle = new LogThrottle(System::nanoTime);

    /** It let a call through. */
    public void works(ProxyAddress proxy) {
        OutageLog outage = outages.get(proxy.place());
        if (outage != null) {
            outage.available();
        }
    }

    /** It let a call not through. */
    public void failed(ProxyException failure) {
        if (failure.isOfTarget()) {
            refused(failure);
        } else if (failure.isForAPerson()) {
            outage(failure.proxy()).refused(failure.what());
        } else {
            outage(failure.proxy()).unavailable(failure.what());
        }
    }

    private void refused(ProxyException failure) {
        Level level = failure.isForAPerson() ? Level.ERROR : Level.WARN;
        boolean allowed = throttle.allows(failure.what());
        LOG.atLevel(allowed ? level : Level.DEBUG).log("{}; {}", failure.what(), MEANWHILE);
    }

    private OutageLog outage(ProxyAddress proxy) {
        return outages.computeIfAbsent(
                proxy.place(), place -> OutageLog.ofProxy("proxy=" + place + " from=" + proxy.from(), MEANWHILE));
    }
}
