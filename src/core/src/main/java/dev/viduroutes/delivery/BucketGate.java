package dev.viduroutes.delivery;

import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.limits.Gate;
import dev.viduroutes.limits.SubmitGate;
import dev.viduroutes.outage.Outage;
import dev.viduroutes.outage.OutageLog;
import dev.viduroutes.outage.OutageSource;
import dev.viduroutes.settings.S3Settings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/**
 * Holds submits back until the bucket has taken a write: before the first one, and again after each write that failed.
 * What is paid already goes on being delivered, and opens it too. Thread-safe.
 */
public final class BucketGate implements SubmitGate, StopListener, OutageSource {

    private final S3Settings s3;
    private final Backoff backoff;
    private final ScheduledExecutorService pool;
    private final Supplier<Optional<Exception>> check;
    private final OutageLog watch;
    private final Gate gate;
    private boolean checking;
    private int failures;
    private boolean stopping;

    public BucketGate(
            Settings settings,
            VideoStore store,
            BucketWriteCheck check,
            Backoff backoff,
            ScheduledExecutorService pool) {
        this(settings.s3(), store.place(), check, backoff, pool);
    }

    /** @param check tries to write, and tells what went wrong */
    BucketGate(
            S3Settings s3,
            String place,
            Supplier<Optional<Exception>> check,
            Backoff backoff,
            ScheduledExecutorService pool) {
        this.s3 = s3;
        this.check = check;
        this.backoff = backoff;
        this.pool = pool;
        this.watch = OutageLog.ofBucket(
                "bucket=" + s3.bucket() + " at=" + place,
                "submits wait until it can be written, and what is paid goes on being delivered");
        this.gate = s3.writeCheck() ? Gate.shutAtFirst() : Gate.opened();
    }

    /** {@inheritDoc} Whoever comes first has the bucket tried. */
    @Override
    public CompletionStage<Void> whenOpen() {
        synchronized (this) {
            if (gate.isShut() && !checking && !stopping) {
                checking = true;
                tryIn(Duration.ZERO);
            }
        }
        return gate.whenOpen();
    }

    @Override
    public boolean isShut() {
        return gate.isShut();
    }

    @Override
    public List<Outage> outages() {
        return watch.outage().stream().toList();
    }

    /** The bucket took an object. */
    void written() {
        synchronized (this) {
            failures = 0;
        }
        watch.available();
        gate.open(() -> {});
    }

    /** The bucket did not take an object. The next submit has tried whether it takes any. */
    void failed() {
        if (s3.writeCheck()) {
            gate.shut();
        }
    }

    private void tryIn(Duration pause) {
        pool.schedule(this::tryOnce, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tryOnce() {
        if (endsChecking()) {
            return;
        }
        try {
            judge(check.get());
        } finally {
            if (!endsChecking()) {
                tryIn(nextPause());
            }
        }
    }

    private void judge(Optional<Exception> trouble) {
        if (trouble.isEmpty()) {
            written();
        } else if (!isStopping()) {
            tell(trouble.get());
        }
    }

    private void tell(Exception trouble) {
        String why = S3FailureAnalyzer.why(s3, trouble);
        if (S3FailureAnalyzer.isForAPerson(trouble)) {
            watch.refused(why);
        } else {
            watch.unavailable(why);
        }
    }

    /** In one step: who comes later and finds it shut has it tried anew. */
    private synchronized boolean endsChecking() {
        checking = gate.isShut() && !stopping;
        return !checking;
    }

    private synchronized Duration nextPause() {
        return backoff.after(failures++);
    }

    private synchronized boolean isStopping() {
        return stopping;
    }

    @Override
    public void beforeWaitsEnd(CamelContext context) {
        synchronized (this) {
            stopping = true;
        }
        gate.close();
    }
}
