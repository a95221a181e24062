package dev.viduroutes.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** A mix of requests: good, slow, refused, failing once, and some whose submit gets no answer. */
final class Traffic {

    /**
     * One request file.
     *
     * @param prompt different for each, so that the ledger tells them apart
     * @param endings the codes with which it may end; a kill may make any submit uncertain
     */
    record Sent(String file, String prompt, Set<String> endings) {}

    private static final String STORED = "STORED";
    private static final String UNCERTAIN = "SUBMIT_UNCERTAIN";

    private final Random random;
    private final List<Sent> sent = new ArrayList<>();

    Traffic(Random random) {
        this.random = random;
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Puts the next request into the folder, whole at once. */
    void drop(Path inbox) throws IOException {
        Sent request = next(sent.size() + 1);
        String document = """
                {"input": {"mode": "text-to-video", "prompt": "%s", "duration": 1}}""".formatted(request.prompt());
        Path written = Files.writeString(inbox.resolve(request.file() + ".part"), document);
        Files.move(written, inbox.resolve(request.file()));
        sent.add(request);
    }

    private Sent next(int number) {
        String file = String.format("request-%04d.json", number);
        String name = String.format("[%04d]", number);
        int lot = random.nextInt(100);
        if (lot < 60) {
            return new Sent(file, name + " good", Set.of(STORED, UNCERTAIN));
        } else if (lot < 70) {
            return new Sent(file, name + " slow sandbox:slow=200s", Set.of(STORED, UNCERTAIN));
        } else if (lot < 80) {
            return new Sent(
                    file, name + " refused sandbox:fail=CONTENT_VIOLATION", Set.of("CONTENT_VIOLATION", UNCERTAIN));
        } else if (lot < 90) {
            return new Sent(file, name + " flaky sandbox:fail=GENERATION_FAILEDx1", Set.of(STORED, UNCERTAIN));
        }
        return new Sent(file, name + " unanswered sandbox:lost", Set.of(UNCERTAIN));
    }
}
