package dev.viduroutes.sandbox.clip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of text that fit a box, in the largest letters that allow it.
 *
 * @param lines the wrapped lines; what does not fit even in the smallest letters is cut off
 * @param scale pixels of the canvas for one dot of the font
 */
record TextBlock(List<String> lines, int scale) {

    private static final int LARGEST_SCALE = 3;
    private static final int LINE_DOTS = PixelFont.HEIGHT + 3;

    /** Wraps a text for a box of this many pixels. */
    static TextBlock fit(String text, int width, int height) {
        String clean = PixelFont.drawable(text);
        for (int scale = LARGEST_SCALE; scale > 1; scale--) {
            int columns = width / (PixelFont.ADVANCE * scale);
            List<String> lines = wrap(clean, columns);
            if (longestWord(clean) <= columns && lines.size() * LINE_DOTS * scale <= height) {
                return new TextBlock(lines, scale);
            }
        }
        List<String> lines = wrap(clean, width / PixelFont.ADVANCE);
        return new TextBlock(List.copyOf(lines.subList(0, Math.min(lines.size(), height / LINE_DOTS))), 1);
    }

    /** Draws the block in white, centred in a box of this many pixels whose upper left corner is given. */
    void draw(Canvas canvas, int left, int top, int width, int height, double opacity) {
        int y = top + (height - heightPixels()) / 2;
        for (String line : lines) {
            int x = left + (width - line.length() * PixelFont.ADVANCE * scale) / 2;
            PixelFont.draw(canvas, line, x + scale, y + scale, scale, 0x000000, opacity * 0.5);
            PixelFont.draw(canvas, line, x, y, scale, 0xFFFFFF, opacity);
            y += LINE_DOTS * scale;
        }
    }

    private int heightPixels() {
        return lines.size() * LINE_DOTS * scale;
    }

    private static int longestWord(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(String::length).max().orElse(0);
    }

    private static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > columns) {
            int space = rest.lastIndexOf(' ', columns);
            int end = space > 0 ? space : columns;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }
}
