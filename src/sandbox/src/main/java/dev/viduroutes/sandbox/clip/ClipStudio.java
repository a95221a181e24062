package dev.viduroutes.sandbox.clip;

/**
 * Draws a small silent clip and encodes it as H.264 in an MP4 file, in memory and in plain Java.
 *
 * <p>A text clip shows its prompt; a clip with one image pans over it; a clip with two fades from one to the other. The
 * sandbox fetches nothing: for each image URL it draws a picture of its own, always the same for the same URL, with the
 * end of the URL's path written on it.
 *
 * <p>The clip has the aspect ratio and the length that were asked for, but never the resolution: at most 256 pixels a
 * side and {@value #FRAMES_PER_SECOND} frames a second, so that it costs a fraction of a second. The same clip is always
 * the same bytes. Needs no fonts, no display and no native code.
 */
public final class ClipStudio implements ClipMaker {

    static final int FRAMES_PER_SECOND = 8;

    private static final int LONGEST_SECONDS = 16;

    @Override
    public byte[] render(Clip clip) {
        int seconds = clip.durationSeconds();
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw new IllegalArgumentException(
                    "durationSeconds is " + seconds + "; a clip lasts 1 to " + LONGEST_SECONDS + " seconds");
        }
        FrameSize size = FrameSize.of(clip.aspectRatio());
        Scene scene = Scenes.of(clip, size);
        Canvas canvas = new Canvas(size.width(), size.height());
        Mp4File file = new Mp4File(size, FRAMES_PER_SECOND);
        int frames = seconds * FRAMES_PER_SECOND;
        for (int frame = 0; frame < frames; frame++) {
            scene.paint(canvas, frame / (double) (frames - 1));
            file.add(canvas);
        }
        return file.toBytes();
    }
}
