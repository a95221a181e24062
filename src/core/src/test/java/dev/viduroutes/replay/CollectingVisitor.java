package dev.viduroutes.replay;

import java.util.ArrayList;
import java.util.List;

/** What lies in a store, all at once, as only a test can afford. */
public final class CollectingVisitor implements DeadLetterStore.Visitor {

    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    private CollectingVisitor(DeadLetterStore store) throws Exception {
        store.read(this);
    }

    public static List<DeadLetter> all(DeadLetterStore store) throws Exception {
        return new CollectingVisitor(store).deadLetters;
    }

    /** @return what is none, and why */
    static List<String> unreadable(DeadLetterStore store) throws Exception {
        return new CollectingVisitor(store).unreadable;
    }

    @Override
    public void visit(DeadLetter deadLetter) {
        deadLetters.add(deadLetter);
    }

    @Override
    public void unreadable(String name, String why) {
        unreadable.add(name + ": " + why);
    }
}
