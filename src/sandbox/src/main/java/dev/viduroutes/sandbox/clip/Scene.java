package dev.viduroutes.sandbox.clip;

/** What a clip shows over time. */
@FunctionalInterface
interface Scene {

    /**
     * Paints the whole canvas.
     *
     * @param progress 0 on the first frame, 1 on the last
     */
    void paint(Canvas canvas, double progress);
}
