package dev.viduroutes.sandbox;

import dev.viduroutes.sandbox.clip.ClipMaker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** The smallest thing with an MP4's outline: an {@code ftyp} box, and the prompt in an {@code mdat} box. */
final class TinyClips implements ClipMaker {

    private final AtomicInteger rendered = new AtomicInteger();

    @Override
    public byte[] render(Clip clip) {
        rendered.incrementAndGet();
        byte[] brand = "isom\0\0\2\0isomiso2".getBytes(StandardCharsets.ISO_8859_1);
        byte[] content = clip.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(16 + brand.length + content.length);
        return box(box(file, "ftyp", brand), "mdat", content).array();
    }

    int rendered() {
        return rendered.get();
    }

    private static ByteBuffer box(ByteBuffer file, String type, byte[] content) {
        return file.putInt(8 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content);
    }
}
