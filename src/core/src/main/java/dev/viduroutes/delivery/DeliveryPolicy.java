package dev.viduroutes.delivery;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.Video;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.time.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.util.ObjectHelper;
import software.amazon.awssdk.core.exception.SdkException;

/** Decides what a stored video, or a failed delivery, means for its task. */
public final class DeliveryPolicy {

    /** Of what is stored. */
    private static final String CONTENT_TYPE = "video/mp4";

    private final Settings settings;
    private final ObjectKeys keys;
    private final BucketGate bucket;
    private final Backoff backoff;
    private final InstantSource clock;

    public DeliveryPolicy(Settings settings, ObjectKeys keys, BucketGate bucket, Backoff backoff, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.bucket = bucket;
        this.backoff = backoff;
        this.clock = clock;
    }

    /** @return the task, with the downloaded video in the bucket */
    public Task stored(Task task, Download download) {
        bucket.written();
        String name = settings.s3().bucket();
        String key = keys.video(task, download.index());
        return task.stored(
                new Video("s3://" + name + "/" + key, name, key, download.bytes(), download.sha256(), CONTENT_TYPE));
    }

    /** @return the task, with everything in the bucket */
    public Task allStored(Task task) {
        return task.allStored(clock.instant());
    }

    /** @return the task as this trouble leaves it: to be tried again, to be asked for fresh URLs, or failed */
    public Task afterFailure(Task task, Exception exception) {
        Exception trouble = cause(exception);
        if (trouble instanceof DeliveryException problem) {
            return switch (problem.kind()) {
                case URL_REFUSED -> failed(task, Failure.RESULT_URL_REFUSED, problem);
                case EXPIRED -> expired(task, problem);
                case WRONG_CONTENT -> wrong(task, problem);
            };
        }
        boolean store = trouble instanceof SdkException;
        if (store) {
            bucket.failed();
        }
        Duration age = task.waitedSince(task.result().endedAt(), clock.instant());
        return age.compareTo(settings.delivery().timeout()) < 0
                ? retried(task, store ? RetryReason.STORE : RetryReason.NETWORK, trouble)
                : failed(task, store ? Failure.STORE_FAILED : Failure.DOWNLOAD_FAILED, trouble);
    }

    /** Camel wraps what a bean throws inside of an expression. */
    private static Exception cause(Exception exception) {
        for (Class<? extends Exception> type :
                List.of(DeliveryException.class, SdkException.class, IOException.class)) {
            Exception found = ObjectHelper.getException(type, exception);
            if (found != null) {
                return found;
            }
        }
        return exception;
    }

    private Task expired(Task task, DeliveryException problem) {
        return task.result().renewals() < settings.delivery().attempts()
                ? task.renewing(
                        problem.getMessage(), backoff.after(task.result().renewals()))
                : failed(task, Failure.RESULT_EXPIRED, problem);
    }

    private Task wrong(Task task, DeliveryException problem) {
        return task.retries(RetryReason.WRONG_DOWNLOAD) + 1
                        < settings.delivery().attempts()
                ? retried(task, RetryReason.WRONG_DOWNLOAD, problem)
                : failed(task, Failure.DOWNLOAD_FAILED, problem);
    }

    private Task retried(Task task, RetryReason reason, Exception trouble) {
        return task.retrying(reason, describe(trouble), backoff.after(task.retries()));
    }

    private Task failed(Task task, String code, Exception trouble) {
        Failure failure = new Failure(code, describe(trouble), FailureClass.DELIVERY, Billing.BILLED);
        return task.failed(failure, clock.instant());
    }

    private static String describe(Exception trouble) {
        String message = SanitizedText.of(String.valueOf(trouble.getMessage()), 500);
        return trouble instanceof DeliveryException
                ? message
                : trouble.getClass().getSimpleName() + ": " + message;
    }
}
