package dev.viduroutes.replay;

import java.util.ArrayList;
import java.util.List;

/** What lies in a box, all at once, as only a test can afford. */
public final class Letters implements LetterBox.Reader {

    private final List<Letter> letters = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    private Letters(LetterBox box) throws Exception {
        box.read(this);
    }

    public static List<Letter> letters(LetterBox box) throws Exception {
        return new Letters(box).letters;
    }

    /** @return what is none, and why */
    static List<String> unreadable(LetterBox box) throws Exception {
        return new Letters(box).unreadable;
    }

    @Override
    public void letter(Letter letter) {
        letters.add(letter);
    }

    @Override
    public void unreadable(String name, String why) {
        unreadable.add(name + ": " + why);
    }
}
