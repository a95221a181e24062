package dev.viduroutes.crash;

import dev.viduroutes.settings.PriceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A mix of requests, of which some are refused, fail, or get no answer. */
final class Traffic {

    /** What is asked of the sandbox, how many of a hundred requests ask it, and how they may end. */
    enum Kind {
        GOOD("", 52, "STORED"),
        SLOW("sandbox:slow=200s", 8, "STORED"),
        BUSY("sandbox:submit=503x1", 6, "STORED"),
        FLAKY("sandbox:fail=GENERATION_FAILEDx1", 8, "STORED"),
        EXPIRED("sandbox:expiredx1", 5, "STORED"),
        REFUSED("sandbox:fail=CONTENT_VIOLATION", 6, "CONTENT_VIOLATION"),
        INVALID("sandbox:submit=400", 4, "REQUEST_REFUSED"),
        BROKEN("sandbox:not-video", 3, "DOWNLOAD_FAILED"),
        UNANSWERED("sandbox:lost", 8, UNCERTAIN);

        private final String trigger;
        private final int share;
        private final String ending;

        Kind(String trigger, int share, String ending) {
            this.trigger = trigger;
            this.share = share;
            this.ending = ending;
        }

        private static Kind ofLot(int lot) {
            int left = lot;
            for (Kind kind : values()) {
                left -= kind.share;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("the shares of " + Arrays.toString(values()) + " are less than 100");
        }
    }

    /**
     * One request file.
     *
     * @param prompt different for each, so that the ledger tells them apart
     */
    record Sent(String file, String prompt, Kind kind) {

        /** A kill may make any submit uncertain. */
        Set<String> endings() {
            return new TreeSet<>(List.of(kind.ending, UNCERTAIN));
        }

        /** @return how many tasks it may start */
        int tasks() {
            return kind == Kind.FLAKY ? 2 : 1;
        }
    }

    private static final List<String> MODES = List.of("text-to-video", "turbo-text-to-video");
    private static final String UNCERTAIN = "SUBMIT_UNCERTAIN";

    private final Random random;
    private final Path inbox;
    private final List<Sent> sent = new ArrayList<>();

    Traffic(Random random, Path inbox) {
        this.random = random;
        this.inbox = inbox;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Puts requests of any kind into the folder, until it has seen so many. */
    void dropUntil(int count) throws IOException {
        while (sent.size() < count) {
            drop(Kind.ofLot(random.nextInt(100)));
        }
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** @return whether the prompt is that of a request with this id, if its file or message names it */
    static boolean isOf(String prompt, String requestId) {
        return requestId.startsWith("request-" + prompt.substring(1, prompt.indexOf(']')));
    }

    /** Puts the next request into the folder, whole at once. */
    void drop(Kind kind) throws IOException {
        String file = String.format("request-%04d.json", sent.size() + 1);
        Sent request = new Sent(file, String.format("[%04d] %s", sent.size() + 1, kind.trigger), kind);
        String document = """
                {"input": {"mode": "%s", "resolution": "%s", "prompt": "%s", "duration": 1}}""".formatted(any(MODES), any(PriceSettings.RESOLUTIONS), request.prompt());
        Path written = Files.writeString(inbox.resolve(file + ".part"), document);
        Files.move(written, inbox.resolve(file));
        sent.add(request);
    }
}
