package dev.viduroutes.delivery;

/** A result URL, or what it leads to, is not the video. */
public final class DeliveryProblem extends RuntimeException {

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

    private DeliveryProblem(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static DeliveryProblem urlRefused(String why) {
        return new DeliveryProblem(Kind.URL_REFUSED, "the result URL is refused: " + why);
    }

    static DeliveryProblem expired(int status) {
        return new DeliveryProblem(Kind.EXPIRED, "the result URL is no longer honoured (HTTP " + status + ")");
    }

    static DeliveryProblem wrong(String message) {
        return new DeliveryProblem(Kind.WRONG_CONTENT, message);
    }

    Kind kind() {
        return kind;
    }
}
