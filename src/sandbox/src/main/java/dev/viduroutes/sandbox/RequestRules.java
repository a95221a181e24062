package dev.viduroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The contract's two tables of request fields, rule by rule.
 *
 * <p>One rule is looser than the vendor's: {@code callback_url} may be http and local, as the sandbox's callers run on
 * the same machine. Assumed: {@code prompt} is required in text modes only, and what an absent field means (5 seconds,
 * 720p, 16:9, the provider {@code auto}).
 */
final class RequestRules {

    private static final String TEXT = "text-to-video";
    static final List<String> MODES = List.of(TEXT, "image-to-video", "turbo-text-to-video", "turbo-image-to-video");
    static final List<String> RESOLUTIONS = List.of("540p", "720p", "1080p");
    private static final List<String> STYLES = List.of("general", "anime");
    private static final List<String> RATIOS = List.of("16:9", "9:16", "4:3", "3:4", "1:1");
    private static final List<String> MOVEMENTS = List.of("auto", "small", "medium", "large");
    private static final String PROMPT_RULE = "a prompt has 1 to 5000 characters";
    private static final String IMAGES_RULE = "image modes need 1 image, or 2 for the first and the last frame";
    private static final String TEXT_ONLY = "it is for text modes only";
    private static final int LONGEST_PROMPT = 5000;
    private static final int DEFAULT_SECONDS = 5;
    private static final String DEFAULT_RESOLUTION = "720p";
    private static final String DEFAULT_PROVIDER = "auto";

    private RequestRules() {}

    /** @throws InvalidRequest if any rule is broken */
    static GenerateRequest check(JsonNode body) {
        if (!body.isObject()) {
            throw new InvalidRequest("the body is not a JSON object; it must be one");
        }
        Fields fields = new Fields(body, "");
        Optional<URI> callback = callback(fields);
        String provider = fields.text("provider", "it must be a string").orElse(DEFAULT_PROVIDER);
        fields.require("provider", !provider.isBlank(), "it must be auto, value, official or a provider's name");
        fields.require("input", fields.value("input").isObject(), "it must be an object");
        return input(new Fields(body.get("input"), "input."), provider, callback);
    }

    private static Optional<URI> callback(Fields fields) {
        boolean wanted = fields.oneOf("request_type", List.of("async", "callback"))
                .filter("callback"::equals)
                .isPresent();
        String rule = "an http or https URL is required when request_type is callback";
        Optional<String> url = fields.text("callback_url", rule);
        if (!wanted) {
            return Optional.empty();
        }
        fields.require("callback_url", url.filter(Fields::isWebUrl).isPresent(), rule);
        return url.map(URI::create);
    }

    private static GenerateRequest input(Fields input, String provider, Optional<URI> callback) {
        Optional<String> found = input.oneOf("mode", MODES);
        input.require("mode", found.isPresent(), "it must be one of " + String.join(", ", MODES));
        String mode = found.orElseThrow();
        boolean textMode = mode.endsWith(TEXT);
        String prompt = prompt(input, textMode);
        List<String> images = textMode ? noImages(input) : images(input);
        if (!textMode) {
            input.require("style", !input.has("style"), TEXT_ONLY);
            input.require("aspect_ratio", !input.has("aspect_ratio"), TEXT_ONLY);
        }
        checkRest(input);
        return new GenerateRequest(
                provider,
                mode,
                input.oneOf("resolution", RESOLUTIONS).orElse(DEFAULT_RESOLUTION),
                prompt,
                images,
                input.integer("duration", 1, 16, "vidu-q3 makes 1 to 16 seconds")
                        .orElse(DEFAULT_SECONDS),
                input.oneOf("aspect_ratio", RATIOS).orElse("16:9"),
                callback,
                ImageFetcher.Fetched.NOTHING);
    }

    private static void checkRest(Fields input) {
        input.oneOf("style", STYLES);
        input.oneOf("movement", MOVEMENTS);
        input.bool("sound");
        input.bool("bgm");
        input.integer("seed", -1, Integer.MAX_VALUE, "it must be a whole number from -1 to 2147483647");
    }

    private static String prompt(Fields input, boolean required) {
        Optional<String> prompt = input.text("prompt", PROMPT_RULE);
        input.require("prompt", prompt.isPresent() || !required, "text modes need one; " + PROMPT_RULE);
        String text = prompt.orElse("");
        int characters = text.codePointCount(0, text.length());
        boolean fits = prompt.isEmpty() || (characters >= 1 && characters <= LONGEST_PROMPT);
        input.require("prompt", fits, "it has " + characters + " characters; " + PROMPT_RULE);
        return text;
    }

    private static List<String> noImages(Fields input) {
        input.require("image_urls", !input.has("image_urls"), "it is for image modes only");
        return List.of();
    }

    private static List<String> images(Fields input) {
        JsonNode urls = input.value("image_urls");
        boolean oneOrTwo = urls.isArray() && (urls.size() == 1 || urls.size() == 2);
        input.require("image_urls", oneOrTwo, IMAGES_RULE);
        boolean allUrls = StreamSupport.stream(urls.spliterator(), false)
                .allMatch(url -> url.isTextual() && Fields.isWebUrl(url.textValue()));
        input.require("image_urls", allUrls, "every image must be an http or https URL; " + IMAGES_RULE);
        return StreamSupport.stream(urls.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
