package dev.viduroutes.outage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.ServiceStatus;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The watchdogs of all intakes that are switched on. They are checked on a thread of their own, since whatever else the
 * gateway runs on may be what hangs.
 */
public final class IntakeWatchdogs extends ServiceSupport implements OutageSource {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final CamelContext context;
    private final Map<String, IntakeWatchdog> watchdogs = new ConcurrentHashMap<>();
    private ScheduledExecutorService thread;

    private IntakeWatchdogs(CamelContext context) {
        this.context = context;
    }

    /** @return watchdogs that are checked while the context runs */
    public static IntakeWatchdogs of(CamelContext context) {
        IntakeWatchdogs watchdogs = new IntakeWatchdogs(context);
        try {
            context.addService(watchdogs, true, false);
        } catch (Exception impossible) {
            throw RuntimeCamelException.wrapRuntimeCamelException(impossible);
        }
        return watchdogs;
    }

    /**
     * Has an intake watched.
     *
     * @param kind of the route {@code vidu-intake-<kind>}
     * @param place where its messages come from, for the log
     * @param settings that name the place, for the log
     */
    public IntakeWatchdog watch(String kind, String place, String settings) {
        return watch(kind, place, settings, IntakeWatchdog.PATIENCE, Duration.ZERO);
    }

    /** Like {@link #watch}, for an intake with several consumers or tries, of which some may fail while others succeed. */
    public IntakeWatchdog watchSeveral(String kind, String place, String settings, Duration patience) {
        return watch(kind, place, settings, patience, IntakeWatchdog.CALM);
    }

    private IntakeWatchdog watch(String kind, String place, String settings, Duration patience, Duration calm) {
        IntakeWatchdog watchdog = new IntakeWatchdog(
                "intake=" + kind + " " + place,
                "it has not answered for " + patience.toSeconds() + " s, and no reason was heard; see " + settings,
                patience,
                calm,
                System::nanoTime);
        watchdogs.put(kind, watchdog);
        return watchdog;
    }

    /** @return by kind */
    public Map<String, IntakeWatchdog> all() {
        return new TreeMap<>(watchdogs);
    }

    @Override
    public List<Outage> outages() {
        return all().values().stream()
                .flatMap(watchdog -> watchdog.outage().stream())
                .toList();
    }

    @Override
    protected void doStart() {
        thread = Executors.newSingleThreadScheduledExecutor(look -> {
            Thread own = new Thread(look, "vidu-intake-watch");
            own.setDaemon(true);
            return own;
        });
        thread.scheduleWithFixedDelay(this::checkAll, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void checkAll() {
        watchdogs.forEach((kind, watchdog) -> watchdog.check(isDue("vidu-intake-" + kind)));
    }

    /** A route that is suspended, or that its host has not started, takes nothing; nor does one of a context that stops. */
    private boolean isDue(String route) {
        if (context.isStopping() || context.isStopped() || context.getRoute(route) == null) {
            return false;
        }
        ServiceStatus status = context.getRouteController().getRouteStatus(route);
        return status == ServiceStatus.Started || status == ServiceStatus.Starting;
    }

    /** Also of a context that never got as far as starting this. */
    @Override
    protected void doStop() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
