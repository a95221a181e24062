package dev.viduroutes.images;

import com.fasterxml.jackson.databind.JsonNode;
import dev.viduroutes.request.RequestDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a request says that a picture is. */
sealed interface ImageSource {

    /** @return where the request says it */
    String field();

    /** @return what names it among others of its request */
    default String name() {
        return field();
    }

    /** @return whether the gateway has to bring it to where the API can fetch it */
    default boolean isLocal() {
        return true;
    }

    /** A file beside the request. */
    record OfFile(String field, String name) implements ImageSource {}

    /** In the document itself. */
    record OfData(String field, String url) implements ImageSource {}

    /** An object that the gateway may be allowed to read. */
    record OfObject(String field, String bucket, String key) implements ImageSource {

        @Override
        public String name() {
            return bucket + "/" + key;
        }
    }

    /** Where the API fetches it by itself. */
    record OfUrl(String field, String url) implements ImageSource {

        @Override
        public boolean isLocal() {
            return false;
        }
    }

    Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._-]{0,199}");
    Pattern OBJECT = Pattern.compile("s3://([^/]+)/(.+)", Pattern.DOTALL);

    /** @return the pictures of the request, in the order of its frames: its own if it names any, else those of its template */
    static List<ImageSource> of(RequestDocument document) {
        return of(document.namesPictures() ? document.written() : document.whole());
    }

    /** What can't be one is left out. */
    private static List<ImageSource> of(JsonNode document) {
        List<ImageSource> sources = new ArrayList<>();
        int index = 0;
        for (JsonNode name : document.path("image_files")) {
            String field = "image_files[" + index++ + "]";
            if (name.isTextual() && FILE_NAME.matcher(name.textValue()).matches()) {
                sources.add(new OfFile(field, name.textValue()));
            }
        }
        index = 0;
        for (JsonNode url : document.path("input").path("image_urls")) {
            String field = "input.image_urls[" + index++ + "]";
            if (url.isTextual()) {
                sources.add(ofUrl(field, url.textValue()));
            }
        }
        return sources;
    }

    private static ImageSource ofUrl(String field, String url) {
        if (url.startsWith("data:")) {
            return new OfData(field, url);
        }
        Matcher object = OBJECT.matcher(url);
        return object.matches() ? new OfObject(field, object.group(1), object.group(2)) : new OfUrl(field, url);
    }
}
