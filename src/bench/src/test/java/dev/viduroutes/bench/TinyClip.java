package dev.viduroutes.bench;

import dev.viduroutes.sandbox.clip.ClipMaker;
import dev.viduroutes.sandbox.clip.ClipStudio;
import java.util.List;

/** One small video for all tasks: drawing each would cost more than what is measured. */
final class TinyClip {

    static final ClipMaker MAKER = maker();

    private TinyClip() {}

    private static ClipMaker maker() {
        byte[] clip =
                new ClipStudio().render(new ClipMaker.Clip("text-to-video", "bench", List.of(), 1, "540p", "1:1"));
        return any -> clip;
    }
}
