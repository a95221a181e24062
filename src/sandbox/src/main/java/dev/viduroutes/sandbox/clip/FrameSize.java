package dev.viduroutes.sandbox.clip;

/**
 * The size of a clip's frames: exactly the aspect ratio, in whole macroblocks of 16 pixels.
 *
 * @param width pixels, a multiple of 16
 * @param height pixels, a multiple of 16
 */
record FrameSize(int width, int height) {

    /**
     * The frame for an aspect ratio of the API.
     *
     * @param aspectRatio {@code 16:9}, {@code 9:16}, {@code 4:3}, {@code 3:4} or {@code 1:1}; anything else, also none,
     *     is 16:9: clips made from images name no ratio
     */
    static FrameSize of(String aspectRatio) {
        return switch (String.valueOf(aspectRatio)) {
            case "9:16" -> new FrameSize(144, 256);
            case "4:3" -> new FrameSize(256, 192);
            case "3:4" -> new FrameSize(192, 256);
            case "1:1" -> new FrameSize(192, 192);
            default -> new FrameSize(256, 144);
        };
    }
}
