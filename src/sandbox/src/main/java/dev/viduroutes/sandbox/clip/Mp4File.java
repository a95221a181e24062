package dev.viduroutes.sandbox.clip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.common.Codec;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.VideoEncoder.EncodedFrame;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Packet.FrameType;
import org.jcodec.common.model.Picture;
import org.jcodec.containers.mp4.Brand;
import org.jcodec.containers.mp4.muxer.MP4Muxer;

/** An MP4 file in the making: one H.264 track, frames of equal length, no sound. */
final class Mp4File {

    private static final int KEY_FRAME_EVERY_SECONDS = 2;

    /** More than the boxes around the frames of a 16-second clip take. */
    private static final int BOXES_BYTES = 64 * 1024;

    private final int framesPerSecond;
    private final H264Encoder encoder = H264Encoder.createH264Encoder();
    private final Picture picture;
    private final ByteBuffer scratch;
    private final List<EncodedFrame> frames = new ArrayList<>();

    Mp4File(FrameSize size, int framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
        encoder.setKeyInterval(KEY_FRAME_EVERY_SECONDS * framesPerSecond);
        picture = Picture.create(size.width(), size.height(), ColorSpace.YUV420J);
        scratch = ByteBuffer.allocate(size.width() * size.height() * 2);
    }

    /** Adds what the canvas shows now as the next frame. */
    void add(Canvas canvas) {
        Yuv.convert(canvas, picture);
        EncodedFrame frame = encoder.encodeFrame(picture, scratch.clear());
        frames.add(new EncodedFrame(NIOUtils.clone(frame.getData()), frame.isKeyFrame()));
    }

    /** The whole file. */
    byte[] toBytes() {
        int bytes =
                frames.stream().mapToInt(frame -> frame.getData().remaining()).sum();
        // Large enough from the start: this channel drops what does not fit without a word.
        ByteBufferSeekableByteChannel file =
                ByteBufferSeekableByteChannel.writeToByteBuffer(ByteBuffer.allocate(bytes + BOXES_BYTES));
        try {
            mux(file);
        } catch (IOException e) {
            throw new UncheckedIOException("a file in memory cannot be written", e);
        }
        byte[] content = NIOUtils.toArray(file.getContents());
        Mp4Times.erase(ByteBuffer.wrap(content));
        return content;
    }

    private void mux(ByteBufferSeekableByteChannel file) throws IOException {
        MP4Muxer muxer = MP4Muxer.createMP4Muxer(file, Brand.MP4);
        MuxerTrack track = muxer.addVideoTrack(
                Codec.H264, VideoCodecMeta.createSimpleVideoCodecMeta(picture.getSize(), ColorSpace.YUV420));
        for (int i = 0; i < frames.size(); i++) {
            EncodedFrame frame = frames.get(i);
            FrameType type = frame.isKeyFrame() ? FrameType.KEY : FrameType.INTER;
            track.addFrame(Packet.createPacket(frame.getData(), i, framesPerSecond, 1, i, type, null));
        }
        muxer.finish();
    }
}
