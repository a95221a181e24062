package dev.viduroutes.outage;

import java.time.Duration;
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
 * The watches of all intakes that are switched on. They are looked at on a thread of their own, since whatever else the
 * gateway runs on may be what hangs.
 */
public final class IntakeWatches extends ServiceSupport {

    private static final Duration LOOK = Duration.ofSeconds(5);

    private final CamelContext context;
    private final Map<String, IntakeWatch> watches = new ConcurrentHashMap<>();
    private ScheduledExecutorService thread;

    private IntakeWatches(CamelContext context) {
        this.context = context;
    }

    /** @return watches that are looked at while the context runs */
    public static IntakeWatches of(CamelContext context) {
        IntakeWatches watches = new IntakeWatches(context);
        try {
            context.addService(watches, true, false);
        } catch (Exception impossible) {
            throw RuntimeCamelException.wrapRuntimeCamelException(impossible);
        }
        return watches;
    }

    /**
     * Has an intake watched.
     *
     * @param kind of the route {@code vidu-intake-<kind>}
     * @param place where its messages come from, for the log
     * @param settings that name the place, for the log
     */
    public IntakeWatch watch(String kind, String place, String settings) {
        return watch(kind, place, settings, IntakeWatch.PATIENCE, Duration.ZERO);
    }

    /** Like {@link #watch}, for an intake with several consumers or tries, of which some may fail while others succeed. */
    public IntakeWatch watchSeveral(String kind, String place, String settings, Duration patience) {
        return watch(kind, place, settings, patience, IntakeWatch.CALM);
    }

    private IntakeWatch watch(String kind, String place, String settings, Duration patience, Duration calm) {
        IntakeWatch watch = new IntakeWatch(
                "intake=" + kind + " " + place,
                "it has not answered for " + patience.toSeconds() + " s, and no reason was heard; see " + settings,
                patience,
                calm,
                System::nanoTime);
        watches.put(kind, watch);
        return watch;
    }

    /** @return by kind */
    public Map<String, IntakeWatch> all() {
        return new TreeMap<>(watches);
    }

    @Override
    protected void doStart() {
        thread = Executors.newSingleThreadScheduledExecutor(look -> {
            Thread own = new Thread(look, "vidu-intake-watch");
            own.setDaemon(true);
            return own;
        });
        thread.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        watches.forEach((kind, watch) -> watch.look(isDue("vidu-intake-" + kind)));
    }

    /** A route that is suspended, or that its host has not started, takes nothing; nor does one of a context that stops. */
    private boolean isDue(String route) {
        if (context.isStopping() || context.isStopped() || context.getRoute(route) == null) {
            return false;
        }
        ServiceStatus status = context.getRouteController().getRouteStatus(route);
        return status == ServiceStatus.Started || status == ServiceStatus.Starting;
    }

    @Override
    protected void doStop() {
        thread.shutdownNow();
    }
}
