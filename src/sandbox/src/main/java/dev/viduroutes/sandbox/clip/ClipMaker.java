package dev.viduroutes.sandbox.clip;

import java.util.List;

/** Makes the video of a task: a real, playable MP4. */
public interface ClipMaker {
    /** What a clip shows. {@code images}: the given image URLs in order, at most two. */
    record Clip(
            String mode,
            String prompt,
            List<String> images,
            int durationSeconds,
            String resolution,
            String aspectRatio) {}
    /** @return the whole MP4 file; called off the request threads at most once per distinct clip, may take a second */
    byte[] render(Clip clip);
}
