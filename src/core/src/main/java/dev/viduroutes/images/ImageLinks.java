package dev.viduroutes.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.request.ImageReference;
import dev.viduroutes.settings.ImageSettings;
import dev.viduroutes.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signs the links under which the API fetches pictures. They are in the body of one call, and nowhere else. */
public final class ImageLinks {

    /** The query of a presigned URL; whatever follows the first of its fields. */
    private static final Pattern SIGNED =
            Pattern.compile("\\?[^\\s\"'<>?]*X-Amz-[^\\s\"'<>]*", Pattern.CASE_INSENSITIVE);

    private final ImageSettings settings;
    private final ImageBucket bucket;
    /** Not closed: that would close the credentials of the client, which it shares. It holds nothing else. */
    private final S3Presigner presigner;

    public ImageLinks(Settings settings, VideoStore store) {
        this.settings = settings.images();
        this.bucket = new ImageBucket(store, settings.images());
        this.presigner = store.presigner(settings.s3(), settings.images().publicEndpoint());
    }

    /** @return a text of the API's, which may repeat links, without what lets anybody fetch them */
    public static String hidden(String text) {
        return SIGNED.matcher(text).replaceAll("?...");
    }

    /**
     * @param body of a submit
     * @return the same, with a link for each picture that the request brought
     * @throws LinkException if none can be signed now
     */
    public JsonNode signed(JsonNode body) throws LinkException {
        JsonNode images = body.path("input").path("image_urls");
        boolean local = false;
        for (JsonNode image : images) {
            local |= ImageReference.of(image.asText()).isPresent();
        }
        return local ? withLinks(body.deepCopy(), images) : body;
    }

    private JsonNode withLinks(ObjectNode body, JsonNode images) throws LinkException {
        ArrayNode urls = ((ObjectNode) body.path("input")).putArray("image_urls");
        for (JsonNode image : images) {
            Optional<ImageReference> reference = ImageReference.of(image.asText());
            urls.add(reference.isPresent() ? link(reference.get()) : image.asText());
        }
        return body;
    }

    private String link(ImageReference image) throws LinkException {
        try {
            return presigner
                    .presignGetObject(link -> link.signatureDuration(settings.linkLife())
                            .getObjectRequest(
                                    get -> get.bucket(settings.bucket()).key(bucket.key(image))))
                    .url()
                    .toString();
        } catch (SdkException noCredentials) {
            throw new LinkException(noCredentials);
        }
    }
}
