package dev.viduroutes.sandbox.clip;

import java.util.Arrays;

/**
 * A picture in memory, with the few strokes that clips need.
 *
 * <p>Not Java2D: that draws text only where fonts are installed, needs native libraries that slim Java images leave out,
 * and promises nothing about equal pixels on different machines.
 */
final class Canvas {

    private final int width;
    private final int height;
    private final int[] pixels;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** The colour at a place inside the canvas, as 0xRRGGBB. */
    int pixel(int x, int y) {
        return pixels[y * width + x];
    }

    /** Fills the canvas with a gradient from the top edge to the bottom edge. */
    void gradient(int top, int bottom) {
        for (int y = 0; y < height; y++) {
            int colour = mix(top, bottom, y / (double) (height - 1));
            Arrays.fill(pixels, y * width, (y + 1) * width, colour);
        }
    }

    /** Lays a rectangle over the canvas; what lies outside is cut off. {@code opacity} is from 0 to 1. */
    void rectangle(int left, int top, int rectangleWidth, int rectangleHeight, int colour, double opacity) {
        int right = Math.min(width, left + rectangleWidth);
        int bottom = Math.min(height, top + rectangleHeight);
        for (int y = Math.max(0, top); y < bottom; y++) {
            for (int x = Math.max(0, left); x < right; x++) {
                blend(y * width + x, colour, opacity);
            }
        }
    }

    /** Lays a disc with a soft edge over the canvas. {@code opacity} is from 0 to 1. */
    void disc(double centreX, double centreY, double radius, int colour, double opacity) {
        int bottom = (int) Math.min(height - 1, Math.ceil(centreY + radius));
        int right = (int) Math.min(width - 1, Math.ceil(centreX + radius));
        for (int y = (int) Math.max(0, centreY - radius); y <= bottom; y++) {
            for (int x = (int) Math.max(0, centreX - radius); x <= right; x++) {
                double distance = Math.sqrt((x - centreX) * (x - centreX) + (y - centreY) * (y - centreY));
                double inside = radius - distance;
                if (inside > 0) {
                    blend(y * width + x, colour, opacity * Math.min(1, inside / 2));
                }
            }
        }
    }

    /**
     * Fills the canvas with a part of another one.
     *
     * @param left where the part begins in the source, in pixels
     * @param top where the part begins in the source, in pixels
     * @param zoom how many pixels of this canvas one pixel of the source becomes
     */
    void view(Canvas source, double left, double top, double zoom) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = source.sample(left + x / zoom, top + y / zoom);
            }
        }
    }

    /** Lays another canvas of the same size over this one. {@code opacity} is from 0 to 1. */
    void overlay(Canvas other, double opacity) {
        for (int i = 0; i < pixels.length; i++) {
            blend(i, other.pixels[i], opacity);
        }
    }

    private int sample(double x, double y) {
        int left = Math.min((int) x, width - 2);
        int top = Math.min((int) y, height - 2);
        double shareX = Math.min(1, x - left);
        int upper = mix(pixel(left, top), pixel(left + 1, top), shareX);
        int lower = mix(pixel(left, top + 1), pixel(left + 1, top + 1), shareX);
        return mix(upper, lower, Math.min(1, y - top));
    }

    private void blend(int index, int colour, double opacity) {
        pixels[index] = mix(pixels[index], colour, opacity);
    }

    private static int mix(int from, int to, double share) {
        int weight = (int) (share * 256);
        int red = (from >> 16 & 255) * (256 - weight) + (to >> 16 & 255) * weight >> 8;
        int green = (from >> 8 & 255) * (256 - weight) + (to >> 8 & 255) * weight >> 8;
        int blue = (from & 255) * (256 - weight) + (to & 255) * weight >> 8;
        return red << 16 | green << 8 | blue;
    }
}
