package dev.viduroutes.delivery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The boxes that an MP4 file consists of (ISO/IEC 14496-12, 4.2). Each begins with its length, so that a file which ends early
 * shows it; only these beginnings are read.
 */
final class Mp4Boxes {

    /** A stream of an hour in fragments of a second has a few thousand. */
    private static final int MOST = 100_000;

    private static final int HEADER = 8;
    private static final int LONG_HEADER = 16;

    private final FileChannel file;
    private final long length;
    private final boolean lengthWasAnnounced;
    private boolean described;
    private boolean media;

    private Mp4Boxes(FileChannel file, boolean lengthWasAnnounced) throws IOException {
        this.file = file;
        this.length = file.size();
        this.lengthWasAnnounced = lengthWasAnnounced;
    }

    /**
     * @param lengthWasAnnounced whether the file is known to be as long as its sender said
     * @return why the file is no whole MP4, or nothing if it is one
     */
    static Optional<String> fault(Path file, boolean lengthWasAnnounced) throws IOException {
        try (FileChannel open = FileChannel.open(file)) {
            return new Mp4Boxes(open, lengthWasAnnounced).fault();
        }
    }

    private Optional<String> fault() throws IOException {
        long position = 0;
        for (int boxes = 0; position < length; boxes++) {
            Optional<Box> box = boxes < MOST ? read(position) : Optional.empty();
            if (box.isEmpty() || boxes == 0 && !box.get().isFileType()) {
                return Optional.of(boxes == 0 ? "it has no MP4 signature (ftyp)" : brokenAt(position));
            }
            note(box.get());
            position += box.get().length();
        }
        if (!described) {
            return Optional.of(position == 0 ? "it has no MP4 signature (ftyp)" : "it has no description (moov)");
        }
        return media ? Optional.empty() : Optional.of("it has no media (mdat, moof)");
    }

    private static String brokenAt(long position) {
        return "it ends early, or is broken after byte " + position;
    }

    private void note(Box box) {
        described |= box.isFilled("moov");
        media |= box.isFilled("mdat") || box.isFilled("moof");
    }

    /** @return the box that begins there, if it ends in the file */
    private Optional<Box> read(long position) throws IOException {
        ByteBuffer header = bytes(position);
        if (header.remaining() < HEADER) {
            return Optional.empty();
        }
        long declared = header.getInt() & 0xffffffffL;
        byte[] type = new byte[4];
        header.get(type);
        Box box = new Box(
                new String(type, StandardCharsets.ISO_8859_1),
                declared == 1 ? LONG_HEADER : HEADER,
                length(declared, header, length - position));
        boolean endless = declared == 0;
        // One without a length ends with the file, wherever that was cut off.
        boolean credible = !endless || box.type().equals("mdat") && lengthWasAnnounced;
        boolean fits = box.length() >= box.header() && box.length() <= length - position;
        return credible && fits ? Optional.of(box) : Optional.empty();
    }

    private static long length(long declared, ByteBuffer afterType, long left) {
        if (declared == 1) {
            return afterType.remaining() < 8 ? -1 : afterType.getLong();
        }
        return declared == 0 ? left : declared;
    }

    private ByteBuffer bytes(long position) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LONG_HEADER);
        int count = 0;
        while (header.hasRemaining() && count >= 0) {
            count = file.read(header, position + header.position());
        }
        return header.flip();
    }

    /** @param length with its header; negative if it is none */
    private record Box(String type, int header, long length) {

        /** Brand and version follow. */
        boolean isFileType() {
            return type.equals("ftyp") && length >= header + 8;
        }

        boolean isFilled(String expected) {
            return type.equals(expected) && length > header;
        }
    }
}
