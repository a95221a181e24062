package dev.viduroutes.sandbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notes every POST by its prompt, accepted or not: the newest 100,000 prompts, and the bodies of the newest 10,000. */
final class SubmitBook {

    private static final int PROMPTS_KEPT = 100_000;
    private static final int BODIES_KEPT = 10_000;

    /** Latest last: an entry moves to the end whenever its prompt comes again. */
    private final Map<String, Ledger.Submit> submits = new LinkedHashMap<>();

    private final Deque<String> promptsWithBody = new ArrayDeque<>();

    synchronized void received(Submission submission) {
        String prompt = submission.prompt();
        Ledger.Submit before = submits.remove(prompt);
        int count = before == null ? 1 : before.count() + 1;
        submits.put(prompt, new Ledger.Submit(prompt, count, submission.text()));
        if (before == null) {
            promptsWithBody.addLast(prompt);
        }
        forgetOldest();
    }

    synchronized List<Ledger.Submit> entries() {
        return new ArrayList<>(submits.values());
    }

    private void forgetOldest() {
        if (promptsWithBody.size() > BODIES_KEPT) {
            String oldest = promptsWithBody.removeFirst();
            submits.computeIfPresent(oldest, (prompt, entry) -> new Ledger.Submit(prompt, entry.count(), ""));
        }
        if (submits.size() > PROMPTS_KEPT) {
            submits.remove(submits.keySet().iterator().next());
        }
    }
}
