package dev.viduroutes.sandbox.clip;

import java.text.Normalizer;

/**
 * The letters of clips: printable ASCII in 5 by 7 dots, and a box for everything else.
 *
 * <p>Built in, because many servers have no fonts, and because the same clip must be the same bytes everywhere.
 */
final class PixelFont {

    /** Height of a letter, in dots. */
    static final int HEIGHT = 7;

    /** From one letter to the next, in dots. */
    static final int ADVANCE = 6;

    private static final int WIDTH = 5;
    private static final char FIRST = ' ';
    private static final char BOX = '\u007f';

    /** From the space to the box, ten hexadecimal digits a letter: five columns from left to right, lowest bit on top. */
    private static final String GLYPHS = "000000000000005F00000007000700147F147F14242A7F2A122313086462"
            + "36495622500005030000001C2241000041221C00082A1C2A0808083E0808"
            + "0050300000080808080800606000002010080402"
            + "3E5149453E00427F400042615149462141454B311814127F102745454539"
            + "3C4A49493001710905033649494936064949291E"
            + "00363600000056360000081422410014141414140041221408"
            + "0201510906324979413E"
            + "7E1111117E7F494949363E414141227F4141221C7F494949417F09090901"
            + "3E4149497A7F0808087F00417F41002040413F017F081422417F40404040"
            + "7F0204027F7F0408107F3E4141413E7F090909063E4151215E7F09192946"
            + "464949493101017F01013F4040403F1F2040201F7F2018207F6314081463"
            + "07087008076151494543"
            + "007F41410002040810200041417F00040201020440404040400001020400"
            + "20545454787F484444383844444420384444487F3854545418087E090102"
            + "085454543C7F0804047800447D40002040443D00007F10284400417F4000"
            + "7C041804787C0804047838444444387C14141408081414187C7C08040408"
            + "4854545420043F4440203C4040207C1C2040201C3C4030403C4428102844"
            + "0C5050503C4464544C44"
            + "00083641000000770000004136080002010204027F4141417F";

    private PixelFont() {}

    /** One line of characters that this font can draw: marks are dropped, and what is not ASCII becomes the box. */
    static String drawable(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("[\\p{M}\\p{Cf}]", "")
                .replaceAll("[\\s\\p{Z}\\p{Cc}]+", " ")
                .strip();
        StringBuilder drawable = new StringBuilder(plain.length());
        plain.codePoints().forEach(point -> drawable.append(point < BOX ? (char) point : BOX));
        return drawable.toString();
    }

    /**
     * Draws one line.
     *
     * @param line characters from {@link #drawable}
     * @param scale pixels for one dot
     */
    static void draw(Canvas canvas, String line, int left, int top, int scale, int colour, double opacity) {
        for (int i = 0; i < line.length(); i++) {
            drawLetter(canvas, line.charAt(i), left + i * ADVANCE * scale, top, scale, colour, opacity);
        }
    }

    private static void drawLetter(
            Canvas canvas, char letter, int left, int top, int scale, int colour, double opacity) {
        for (int column = 0; column < WIDTH; column++) {
            int dots = column(letter, column);
            for (int row = 0; row < HEIGHT; row++) {
                if ((dots >> row & 1) == 1) {
                    canvas.rectangle(left + column * scale, top + row * scale, scale, scale, colour, opacity);
                }
            }
        }
    }

    private static int column(char letter, int column) {
        int start = ((letter - FIRST) * WIDTH + column) * 2;
        return Integer.parseInt(GLYPHS, start, start + 2, 16);
    }
}
