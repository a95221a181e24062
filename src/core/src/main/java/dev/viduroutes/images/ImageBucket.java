package dev.viduroutes.images;

import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.request.ImageReference;
import dev.viduroutes.settings.ImageSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Where pictures lie for the API to fetch, each once: its key is made of its content. */
final class ImageBucket {

    /** Whether a picture is there. */
    enum Presence {
        THERE,
        MISSING,
        /** Who may not list a bucket is not told what it lacks. */
        UNTOLD
    }

    private static final String READABLE = "it must be an object that the gateway may read";

    /** Codes of a 403 that say nothing of the gateway's keys; not every server gives one. */
    private static final Set<String> OF_OBJECT = Set.of("", "AccessDenied", "AllAccessDisabled", "InvalidObjectState");

    private static final int FORBIDDEN = 403;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Supplier<S3Client> client;
    private final ImageSettings settings;

    ImageBucket(VideoStore store, ImageSettings settings) {
        this(store::client, settings);
    }

    ImageBucket(Supplier<S3Client> client, ImageSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    private S3Client client() {
        return client.get();
    }

    String key(ImageReference image) {
        return key(image.name());
    }

    private String key(String name) {
        return settings.prefix() + name;
    }

    Presence presence(ImageReference image) {
        try {
            client().headObject(head -> head.bucket(settings.bucket()).key(key(image)));
            return Presence.THERE;
        } catch (S3Exception answer) {
            if (answer.statusCode() == NOT_FOUND) {
                return Presence.MISSING;
            } else if (answer.statusCode() == FORBIDDEN) {
                return Presence.UNTOLD;
            }
            throw answer;
        }
    }

    void put(Picture picture) {
        ImageReference image = picture.reference();
        String mediaType = PictureFormat.ofEnding(image.ending()).mediaType();
        byte[] content = picture.content();
        // Other bodies are copied.
        RequestBody body =
                RequestBody.fromContentProvider(() -> new ByteArrayInputStream(content), content.length, mediaType);
        client().putObject(put -> put.bucket(settings.bucket()).key(key(image)).contentType(mediaType), body);
    }

    /** @param timeout after which nothing is sent any more */
    void delete(String name, Duration timeout) {
        client().deleteObject(delete -> delete.bucket(settings.bucket())
                .key(key(name))
                .overrideConfiguration(call -> call.apiCallTimeout(timeout).apiCallAttemptTimeout(timeout)));
    }

    /** @throws PictureException if that is no picture, or can't be had */
    Picture read(ImageSource.OfObject object) throws PictureException, IOException {
        if (!settings.mayRead(object.bucket(), object.key())) {
            throw PictureException.of(
                    "s3://" + object.bucket() + "/" + object.key(),
                    "it must lie where vidu.images.buckets lets requests have pictures from");
        }
        try (ResponseInputStream<GetObjectResponse> content =
                client().getObject(get -> get.bucket(object.bucket()).key(object.key()))) {
            Long length = content.response().contentLength();
            if (length != null && length > ImageSettings.MAX_BYTES) {
                content.abort();
                throw Picture.tooLarge(length);
            }
            return Picture.of(
                    length == null ? content.readNBytes(ImageSettings.MAX_BYTES + 1) : whole(content, length));
        } catch (S3Exception answer) {
            throw trouble(answer);
        }
    }

    /** @return why the object can't be had; the answer itself, if the same question may have another one later */
    private static PictureException trouble(S3Exception answer) {
        String found = "answered " + answer.statusCode() + " by the S3 server";
        if (answer.statusCode() == NOT_FOUND) {
            return PictureException.missing(found, READABLE);
        } else if (isOfObject(answer)) {
            return PictureException.passing(found, READABLE);
        }
        throw answer;
    }

    private static byte[] whole(InputStream content, long length) throws IOException {
        byte[] whole = Bytes.readExactly(content, (int) length);
        if (whole == null) {
            throw new IOException("an object of " + length + " bytes ended early");
        }
        return whole;
    }

    /** What is wrong with the object, or its name, stays so; keys, clocks and servers are put right. */
    private static boolean isOfObject(S3Exception answer) {
        int status = answer.statusCode();
        String code = code(answer);
        return status < BAD_REQUEST
                || status == FORBIDDEN && OF_OBJECT.contains(code)
                || code.equals("KeyTooLongError")
                || code.startsWith("KMS.");
    }

    private static String code(S3Exception answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }
}
