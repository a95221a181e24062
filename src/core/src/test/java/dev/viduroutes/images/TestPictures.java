package dev.viduroutes.images;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures, and what pretends to be some. */
public final class TestPictures {

    private TestPictures() {}

    /** @param seed another one makes another picture */
    public static byte[] png(int width, int height, int seed) {
        return drawn("png", width, height, seed);
    }

    public static byte[] jpeg(int width, int height, int seed) {
        return drawn("jpg", width, height, seed);
    }

    private static byte[] drawn(String format, int width, int height, int seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(new Color(seed * 7919 & 0xFFFFFF));
        pen.fillRect(0, 0, width / 2, height);
        pen.dispose();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, written);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return written.toByteArray();
    }

    /** A lossy WebP that says to be of this size; its frame is no real one. */
    public static byte[] webp(int width, int height) {
        byte[] frame = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {0x10, 0, 0, (byte) 0x9D, 0x01, 0x2A})
                .putShort((short) width)
                .putShort((short) height)
                .array();
        return riff(chunk("VP8 ", frame));
    }

    /** @param animated whether its flags say so */
    public static byte[] extendedWebp(int width, int height, boolean animated) {
        byte[] header = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(animated ? 2 : 0)
                .put(little3(width - 1))
                .put(little3(height - 1))
                .array();
        byte[] both = concat(chunk("VP8X", header), chunk(animated ? "ANMF" : "VP8L", new byte[16]));
        return riff(both);
    }

    private static byte[] little3(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8), (byte) (number >> 16)};
    }

    private static byte[] riff(byte[] chunks) {
        return ByteBuffer.allocate(12 + chunks.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(4 + chunks.length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(chunks)
                .array();
    }

    private static byte[] chunk(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** The same picture, whose header says otherwise, with the right checksum. */
    public static byte[] pngSaying(int width, int height) {
        byte[] png = png(16, 16, 1);
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        CRC32 sum = new CRC32();
        sum.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
        return png;
    }

    public static byte[] animatedPng() {
        byte[] png = png(200, 200, 1);
        byte[] control = new byte[20];
        ByteBuffer.wrap(control)
                .putInt(8)
                .put("acTL".getBytes(StandardCharsets.US_ASCII))
                .putInt(2);
        CRC32 sum = new CRC32();
        sum.update(control, 4, 12);
        ByteBuffer.wrap(control).putInt(16, (int) sum.getValue());
        return concat(Arrays.copyOf(png, 33), control, Arrays.copyOfRange(png, 33, png.length));
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static String dataUrl(String type, byte[] picture) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(picture);
    }
}
