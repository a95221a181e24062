package dev.viduroutes.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The videos that stand for results, one for each aspect ratio: H.264 in MP4 (ISO/IEC 14496-12), 30 frames of at most 256
 * pixels a side, no sound. They were drawn once; only their length is set anew.
 */
final class SampleVideo {

    /** How long the movie and its track say they are, in units of which each second has as many as their time scale says. */
    private static final int LENGTH_UNITS = 720_720;

    /** Behind a box's type: version and flags, creation time and modification time, each of four bytes. */
    private static final int TIME_SCALE_OFFSET = 4 + 3 * 4;

    private SampleVideo() {}

    /** @return a whole file; every whole length from 1 to 16 seconds divides {@link #LENGTH_UNITS} */
    static byte[] bytes(String aspectRatio, int seconds) throws IOException {
        byte[] video = read(aspectRatio.replace(':', 'x') + ".mp4");
        for (String header : new String[] {"mvhd", "mdhd"}) {
            ByteBuffer.wrap(video).putInt(find(video, header) + TIME_SCALE_OFFSET, LENGTH_UNITS / seconds);
        }
        return video;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream resource = SampleVideo.class.getResourceAsStream(name)) {
            return resource.readAllBytes();
        }
    }

    /** The headers stand behind the frames, near the end of the file. */
    private static int find(byte[] video, String boxType) {
        return new String(video, StandardCharsets.ISO_8859_1).lastIndexOf(boxType);
    }
}
