package dev.viduroutes.delivery;

/** A result URL, or what it leads to, is not the video. */
public final class DeliveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What may help. */
    enum Kind {
        /** Nothing: the URL is none that may be fetched. */
        URL_REFUSED,
        /** A fresh URL. */
        EXPIRED,
        /** Perhaps another try. */
        WRONG_CONTENT
    }

    private final Kind kind;

    private DeliveryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static DeliveryException urlRefused(String why) {
        return new DeliveryException(Kind.URL_REFUSED, "the result URL is refused: " + why);
    }

    static DeliveryException expired(int status) {
        return new DeliveryException(Kind.EXPIRED, "the result URL is no longer honoured (HTTP " + status + ")");
    }

    static DeliveryException wrong(String message) {
        return new DeliveryException(Kind.WRONG_CONTENT, message);
    }

    Kind kind() {
        return kind;
    }
}
