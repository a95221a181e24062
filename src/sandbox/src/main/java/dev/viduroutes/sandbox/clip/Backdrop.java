package dev.viduroutes.sandbox.clip;

import java.util.Random;

/** A gradient with discs drifting over it: the background of a prompt, or, standing still, the picture for a URL. */
final class Backdrop implements Scene {

    private static final int DISCS = 6;

    private final Palette palette;

    Backdrop(Palette palette) {
        this.palette = palette;
    }

    @Override
    public void paint(Canvas canvas, double progress) {
        canvas.gradient(palette.top(), palette.bottom());
        Random random = new Random(palette.seed());
        for (int i = 0; i < DISCS; i++) {
            double radius = canvas.height() * (0.10 + 0.25 * random.nextDouble());
            double x = canvas.width() * (random.nextDouble() + (random.nextDouble() - 0.5) * progress);
            double y = canvas.height() * (random.nextDouble() + (random.nextDouble() - 0.5) * progress);
            canvas.disc(x, y, radius, palette.accent(), 0.10 + 0.15 * random.nextDouble());
        }
    }
}
