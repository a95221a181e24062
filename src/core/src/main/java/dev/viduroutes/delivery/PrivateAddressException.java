package dev.viduroutes.delivery;

import dev.viduroutes.failure.SanitizedText;
import java.net.UnknownHostException;

/**
 * A host has no address that may be connected to, at the moment. Trouble, not a refusal: name servers change their minds, and
 * the video is paid.
 */
final class PrivateAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    PrivateAddressException(String host) {
        super("the host " + SanitizedText.of(host, 100)
                + " has none but private addresses now; vidu.delivery.allow-private would permit them");
    }
}
