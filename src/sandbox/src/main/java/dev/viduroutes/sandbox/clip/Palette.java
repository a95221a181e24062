package dev.viduroutes.sandbox.clip;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Colours that go together, and that are the same for the same text.
 *
 * @param seed what else must differ from text to text is drawn from this
 * @param top colour of the top edge, as 0xRRGGBB
 * @param bottom colour of the bottom edge, as 0xRRGGBB
 * @param accent a light colour for shapes, as 0xRRGGBB
 */
record Palette(long seed, int top, int bottom, int accent) {

    /** The colours for a text. Dark enough that white letters are readable on them. */
    static Palette of(String text) {
        // MD5, for the only purpose that it is still good for: spreading texts evenly.
        UUID digest = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        double hue = Math.floorMod(digest.getLeastSignificantBits(), 360);
        return new Palette(
                digest.getMostSignificantBits(),
                rgb(hue, 0.70, 0.42),
                rgb(hue + 50, 0.65, 0.62),
                rgb(hue + 25, 0.35, 0.95));
    }

    /** Hue in degrees; saturation and brightness from 0 to 1. */
    private static int rgb(double hue, double saturation, double brightness) {
        return channel(5, hue, saturation, brightness) << 16
                | channel(3, hue, saturation, brightness) << 8
                | channel(1, hue, saturation, brightness);
    }

    private static int channel(int offset, double hue, double saturation, double brightness) {
        double k = (offset + hue / 60) % 6;
        double share = Math.max(0, Math.min(1, Math.min(k, 4 - k)));
        return (int) Math.round(255 * brightness * (1 - saturation * share));
    }
}
