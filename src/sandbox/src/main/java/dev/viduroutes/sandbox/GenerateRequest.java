package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.clip.ClipMaker.Clip;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * A request that keeps every rule of the contract.
 *
 * @param clip what was asked for, with the defaults filled in
 * @param callbackUrl where to report the end; empty unless {@code request_type} is {@code callback}
 */
record GenerateRequest(Clip clip, Optional<URI> callbackUrl) {

    /** Hosts under {@code .invalid} exist nowhere (RFC 2606): such an image can't be fetched. */
    boolean hasUnreachableImage() {
        return clip.images().stream().anyMatch(url -> {
            String host = URI.create(url).getHost();
            return host != null && host.toLowerCase(Locale.ROOT).endsWith(".invalid");
        });
    }
}
