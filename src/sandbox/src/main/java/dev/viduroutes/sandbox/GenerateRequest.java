package dev.viduroutes.sandbox;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What matters of a request that keeps every rule of the contract, with the defaults filled in.
 *
 * @param prompt empty if there is none
 * @param provider {@code auto} if the request names none
 * @param images the URLs, in the order of the request
 * @param fetched what came of fetching them
 * @param callbackUrl where to report the end; empty unless {@code request_type} is {@code callback}
 */
record GenerateRequest(
        String provider,
        String mode,
        String resolution,
        String prompt,
        List<String> images,
        int durationSeconds,
        String aspectRatio,
        Optional<URI> callbackUrl,
        ImageFetcher.Fetched fetched) {

    GenerateRequest with(ImageFetcher.Fetched pictures) {
        return new GenerateRequest(
                provider, mode, resolution, prompt, images, durationSeconds, aspectRatio, callbackUrl, pictures);
    }

    /** Hosts under {@code .invalid} exist nowhere (RFC 2606): such an image can't be fetched. */
    boolean hasUnreachableImage() {
        return images.stream().anyMatch(url -> {
            String host = URI.create(url).getHost();
            return host != null && host.toLowerCase(Locale.ROOT).endsWith(".invalid");
        });
    }
}
