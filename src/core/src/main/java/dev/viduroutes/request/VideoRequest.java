package dev.viduroutes.request;

import dev.viduroutes.PublicApi;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request document for hosts that write Java: {@code VideoRequest.textToVideo("A lighthouse").duration(5)}. Immutable:
 * each method answers a new request. What is not said is left out of the document, so that {@code vidu.defaults.*} or the API's own
 * default count.
 * What is wrong is answered like in any document: by an outcome that names the field.
 *
 * @param document as JSON has it: names in snake case, texts, numbers, flags, lists and maps
 */
@PublicApi
public record VideoRequest(Map<String, Object> document) {

    private static final String INPUT = "input";

    public VideoRequest {
        document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
    }

    public static VideoRequest textToVideo(String prompt) {
        return ofMode("text-to-video").prompt(prompt);
    }

    /** Faster than {@link #textToVideo}, at another price. */
    public static VideoRequest turboTextToVideo(String prompt) {
        return ofMode("turbo-text-to-video").prompt(prompt);
    }

    /** @param images the image to animate, or the first and the last frame; public http or https URLs */
    public static VideoRequest imageToVideo(URI... images) {
        return ofMode("image-to-video").images(images);
    }

    /** @param images the image to animate, or the first and the last frame: JPEG, PNG or WebP of at most 10 MB each */
    public static VideoRequest imageToVideo(byte[]... images) {
        return ofMode("image-to-video").images(images);
    }

    /** Faster than {@link #imageToVideo(byte[][])}, at another price. */
    public static VideoRequest turboImageToVideo(byte[]... images) {
        return ofMode("turbo-image-to-video").images(images);
    }

    /** Faster than {@link #imageToVideo(URI[])}, at another price. */
    public static VideoRequest turboImageToVideo(URI... images) {
        return ofMode("turbo-image-to-video").images(images);
    }

    /**
     * What {@code <name>.json} in {@code vidu.templates.directory} says, with these values in its placeholders; what is said here
     * beside it counts more.
     *
     * @param values texts, numbers and flags
     */
    public static VideoRequest template(String name, Map<String, ?> values) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("template", name);
        document.put("values", Map.copyOf(values));
        return new VideoRequest(document);
    }

    private static VideoRequest ofMode(String mode) {
        return new VideoRequest(Map.of(INPUT, Map.of("mode", mode)));
    }

    /** The idempotency key: 1 to 128 letters, digits, {@code . _ -}. Without one it is paid again when it is sent again. */
    public VideoRequest requestId(String id) {
        return with("request_id", id);
    }

    /** At most 10 texts of at most 200 characters, copied to the outcome and to the stored object. */
    public VideoRequest metadata(Map<String, String> texts) {
        return with("metadata", Map.copyOf(texts));
    }

    /** {@code auto}, {@code value}, {@code official} or the name of a channel. */
    public VideoRequest provider(String channel) {
        return with("provider", channel);
    }

    /** One of {@code vidu.accounts}. */
    public VideoRequest account(String name) {
        return with("account", name);
    }

    /** 1 to 5000 characters; image modes may have one, text modes need one. */
    public VideoRequest prompt(String text) {
        return withInput("prompt", text);
    }

    /** 1 to 16 seconds, which are what the API bills. */
    public VideoRequest duration(int seconds) {
        return withInput("duration", seconds);
    }

    /** {@code 540p}, {@code 720p} or {@code 1080p}. */
    public VideoRequest resolution(String lines) {
        return withInput("resolution", lines);
    }

    /** {@code general} or {@code anime}; text modes only. {@code vidu-q3} ignores it. */
    public VideoRequest style(String name) {
        return withInput("style", name);
    }

    /** {@code 16:9}, {@code 9:16}, {@code 4:3}, {@code 3:4} or {@code 1:1}; text modes only. */
    public VideoRequest aspectRatio(String ratio) {
        return withInput("aspect_ratio", ratio);
    }

    /** {@code auto}, {@code small}, {@code medium} or {@code large}; {@code vidu-q3} ignores it. */
    public VideoRequest movement(String amount) {
        return withInput("movement", amount);
    }

    /** Whether there are sound effects. */
    public VideoRequest sound(boolean on) {
        return withInput("sound", on);
    }

    /** Whether there is background music; {@code vidu-q3} ignores it. */
    public VideoRequest bgm(boolean on) {
        return withInput("bgm", on);
    }

    /** -1 (any) to 2147483647. */
    public VideoRequest seed(int number) {
        return withInput("seed", number);
    }

    /** The image to animate, or the first and the last frame: JPEG, PNG or WebP of at most 10 MB each. Image modes only. */
    public VideoRequest images(byte[]... images) {
        // What is named here does not count: the content tells what it is.
        List<String> urls = Arrays.stream(images)
                .map(image -> "data:image/png;base64," + Base64.getEncoder().encodeToString(image))
                .toList();
        return withInput("image_urls", urls);
    }

    /** The image to animate, or the first and the last frame: public http or https URLs. Image modes only. */
    public VideoRequest images(URI... images) {
        List<String> urls = Arrays.stream(images).map(URI::toString).toList();
        return withInput("image_urls", urls);
    }

    private VideoRequest withInput(String field, Object value) {
        Map<String, Object> input = new LinkedHashMap<>();
        ((Map<?, ?>) document.getOrDefault(INPUT, Map.of()))
                .forEach((name, known) -> input.put(name.toString(), known));
        input.put(field, value);
        return with(INPUT, Collections.unmodifiableMap(input));
    }

    private VideoRequest with(String field, Object value) {
        Map<String, Object> next = new LinkedHashMap<>(document);
        next.put(field, value);
        return new VideoRequest(next);
    }
}
