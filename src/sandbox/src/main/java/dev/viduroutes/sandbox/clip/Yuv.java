package dev.viduroutes.sandbox.clip;

import org.jcodec.common.model.Picture;

/** Colours as video keeps them: BT.601 in the limited range, one colour difference for four pixels. */
final class Yuv {

    /** jcodec keeps samples as signed bytes around this value. */
    private static final int MIDDLE = 128;

    private Yuv() {}

    /** Copies a canvas into a 4:2:0 picture of the same size. */
    static void convert(Canvas canvas, Picture picture) {
        byte[] luma = picture.getPlaneData(0);
        for (int y = 0, i = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++, i++) {
                luma[i] = luma(canvas.pixel(x, y));
            }
        }
        byte[] blue = picture.getPlaneData(1);
        byte[] red = picture.getPlaneData(2);
        for (int y = 0, i = 0; y < canvas.height(); y += 2) {
            for (int x = 0; x < canvas.width(); x += 2, i++) {
                int colour = canvas.pixel(x, y);
                blue[i] = difference(colour, -38, -74, 112);
                red[i] = difference(colour, 112, -94, -18);
            }
        }
    }

    private static byte luma(int colour) {
        return (byte) (16 + weigh(colour, 66, 129, 25) - MIDDLE);
    }

    private static byte difference(int colour, int red, int green, int blue) {
        return (byte) weigh(colour, red, green, blue);
    }

    private static int weigh(int colour, int red, int green, int blue) {
        return red * (colour >> 16 & 255) + green * (colour >> 8 & 255) + blue * (colour & 255) + 128 >> 8;
    }
}
