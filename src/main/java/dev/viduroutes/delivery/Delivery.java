package dev.viduroutes.delivery;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.pace.Backoff;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Setback;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.Video;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.util.ObjectHelper;
import software.amazon.awssdk.core.exception.SdkException;

/** What storing a video means for its task, and what trouble on the way there means. */
public final class Delivery {

    /** The content type of what is stored. */
    public static final String CONTENT_TYPE = "video/mp4";

    /** S3 refuses an object with more. */
    private static final int MOST_METADATA_BYTES = 2_048;

    private final Settings settings;
    private final ObjectKeys keys;
    private final Backoff backoff;
    private final InstantSource clock;

    public Delivery(Settings settings, ObjectKeys keys, Backoff backoff, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.backoff = backoff;
        this.clock = clock;
    }

    /**
     * What a request brought beyond what S3 takes is left out here; outcome and manifest have all of it.
     *
     * @return the user metadata of a stored video: what ties it to its request, and what the request brought
     */
    public Map<String, String> metadata(Task task, Download download) {
        Request request = task.request();
        Map<String, String> metadata = new TreeMap<>();
        metadata.put("vidu-request-id", request.id());
        metadata.put("vidu-task-id", headerSafe(task.id()));
        metadata.put("vidu-sha256", download.sha256());
        int left = MOST_METADATA_BYTES
                - metadata.entrySet().stream().mapToInt(Delivery::bytes).sum();
        for (Map.Entry<String, String> brought : new TreeMap<>(request.metadata()).entrySet()) {
            Map.Entry<String, String> entry = Map.entry(brought.getKey(), headerSafe(brought.getValue()));
            if (bytes(entry) <= left) {
                metadata.put(entry.getKey(), entry.getValue());
                left -= bytes(entry);
            }
        }
        return metadata;
    }

    /** All of it is ASCII. */
    private static int bytes(Map.Entry<String, String> entry) {
        return entry.getKey().length() + entry.getValue().length();
    }

    /** S3 carries metadata in HTTP headers, which are ASCII. */
    private static String headerSafe(String value) {
        boolean plain = value.chars().allMatch(c -> c >= ' ' && c <= '~');
        return plain ? value.strip() : URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** @return the task, with the downloaded video in the bucket */
    public Task stored(Task task, Download download) {
        String bucket = settings.s3().bucket();
        String key = keys.video(task, download.index());
        return task.stored(new Video(
                "s3://" + bucket + "/" + key, bucket, key, download.bytes(), download.sha256(), CONTENT_TYPE));
    }

    /** @return the task, with everything in the bucket */
    public Task settled(Task task) {
        return task.settled(clock.instant());
    }

    /** @return the task as this trouble leaves it: to be tried again, to be asked for fresh URLs, or failed */
    public Task troubled(Task task, Exception exception) {
        Exception trouble = cause(exception);
        if (trouble instanceof DeliveryProblem problem) {
            return switch (problem.kind()) {
                case URL_REFUSED -> failed(task, Failure.RESULT_URL_REFUSED, problem);
                case EXPIRED -> expired(task, problem);
                case WRONG_CONTENT -> wrong(task, problem);
            };
        }
        boolean store = trouble instanceof SdkException;
        Duration age = task.waitedSince(task.endedAt(), clock.instant());
        return age.compareTo(settings.delivery().timeout()) < 0
                ? setBack(task, store ? Setback.STORE : Setback.NETWORK, trouble)
                : failed(task, store ? Failure.STORE_FAILED : Failure.DOWNLOAD_FAILED, trouble);
    }

    /** Camel wraps what a bean throws inside of an expression. */
    private static Exception cause(Exception exception) {
        for (Class<? extends Exception> type : List.of(DeliveryProblem.class, SdkException.class, IOException.class)) {
            Exception found = ObjectHelper.getException(type, exception);
            if (found != null) {
                return found;
            }
        }
        return exception;
    }

    private Task expired(Task task, DeliveryProblem problem) {
        return task.renewals() < settings.delivery().attempts()
                ? task.renewing(problem.getMessage(), backoff.after(task.renewals()))
                : failed(task, Failure.RESULT_EXPIRED, problem);
    }

    private Task wrong(Task task, DeliveryProblem problem) {
        return task.setbacks(Setback.WRONG_DOWNLOAD) + 1 < settings.delivery().attempts()
                ? setBack(task, Setback.WRONG_DOWNLOAD, problem)
                : failed(task, Failure.DOWNLOAD_FAILED, problem);
    }

    private Task setBack(Task task, Setback sort, Exception trouble) {
        return task.setBack(sort, describe(trouble), backoff.after(task.setbacks()));
    }

    private Task failed(Task task, String code, Exception trouble) {
        Failure failure = new Failure(code, describe(trouble), FailureClass.DELIVERY, Billing.BILLED);
        return task.failed(failure, clock.instant());
    }

    private static String describe(Exception trouble) {
        String message = Failure.shortened(String.valueOf(trouble.getMessage()), 500);
        return trouble instanceof DeliveryProblem ? message : trouble.getClass().getSimpleName() + ": " + message;
    }
}
