package dev.viduroutes.console;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.request.Video;
import dev.viduroutes.server.StreamedAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The bytes of a video, from the bucket to the browser, a part after the other: no address of the bucket leaves the gateway. No thread is
 * held while the reader takes its time, and few are read at once.
 */
final class VideoBytes {

    static final int MOST = 16;

    private static final Logger LOG = LoggerFactory.getLogger("vidu.console");
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");
    private static final int PART = 64 * 1024;
    private static final int PARTIAL = 206;
    private static final int NO_SUCH_RANGE = 416;

    private final Supplier<S3Client> s3;
    private final Duration longestOpening;
    private final Duration longestPart;
    private final Vertx vertx;
    private final WorkerExecutor workers;
    private final Semaphore open = new Semaphore(MOST);

    VideoBytes(Supplier<S3Client> s3, Vertx vertx) {
        this(s3, vertx, Duration.ofSeconds(5), Duration.ofSeconds(30));
    }

    /**
     * @param longestOpening until the bucket gives the first bytes
     * @param longestPart until the reader has taken 64 KiB
     */
    VideoBytes(Supplier<S3Client> s3, Vertx vertx, Duration longestOpening, Duration longestPart) {
        this.s3 = s3;
        this.vertx = vertx;
        this.longestOpening = longestOpening;
        this.longestPart = longestPart;
        this.workers = vertx.createSharedWorkerExecutor("vidu-console-videos", 4);
    }

    private record Part(long first, long last) {
        long length() {
            return last - first + 1;
        }
    }

    /**
     * @param range as the header has it; several ranges are answered with all of it
     * @param name as which it is kept; empty if it is shown
     */
    ConsoleAnswer answer(Video video, Optional<String> range, String name, Caller caller) throws ConsoleRefusal {
        if (video.bytes() <= 0) {
            throw ConsoleRefusal.notFound("this video has no bytes");
        }
        Optional<Matcher> asked = range.map(RANGE::matcher).filter(Matcher::matches);
        if (asked.isEmpty()) {
            return stream(video, new Part(0, video.bytes() - 1), ConsoleAnswer.OK, name, caller);
        }
        Optional<Part> part = part(asked.get(), video.bytes());
        if (part.isEmpty()) {
            return ConsoleAnswer.refused(NO_SUCH_RANGE, "the video has no such bytes")
                    .with("Content-Range", "bytes */" + video.bytes());
        }
        return stream(video, part.get(), PARTIAL, name, caller)
                .with(
                        "Content-Range",
                        "bytes " + part.get().first() + "-" + part.get().last() + "/" + video.bytes());
    }

    /** @return empty for what is not there, or makes no sense */
    private static Optional<Part> part(Matcher asked, long length) {
        String first = asked.group(1);
        String last = asked.group(2);
        if (first.isEmpty() && last.isEmpty()) {
            return Optional.empty();
        }
        long begin = first.isEmpty() ? Math.max(0, length - Long.parseLong(last)) : Long.parseLong(first);
        long end = first.isEmpty() || last.isEmpty() ? length - 1 : Math.min(length - 1, Long.parseLong(last));
        return begin <= end && begin < length ? Optional.of(new Part(begin, end)) : Optional.empty();
    }

    private ConsoleAnswer stream(Video video, Part part, int status, String name, Caller caller) throws ConsoleRefusal {
        if (!open.tryAcquire()) {
            throw new ConsoleRefusal(ConsoleRefusal.UNAVAILABLE, MOST + " videos are read already; try again");
        }
        boolean begun = false;
        try {
            OpenVideo content = new OpenVideo(open(video, part), part.length(), caller);
            begun = true;
            ConsoleAnswer answer = ConsoleAnswer.streamed(status, "video/mp4", content)
                    .with("Accept-Ranges", "bytes")
                    .with("Content-Length", Long.toString(part.length()));
            return name.isEmpty() ? answer : answer.asFile(name);
        } catch (NoSuchKeyException gone) {
            throw ConsoleRefusal.notFound("the bucket has this video no more");
        } catch (SdkException | IllegalStateException unavailable) {
            LOG.debug("a video can't be read: {}", SanitizedText.of(unavailable));
            throw new ConsoleRefusal(ConsoleRefusal.UNAVAILABLE, "the bucket can't be read now");
        } finally {
            if (!begun) {
                open.release();
            }
        }
    }

    /** @throws IllegalStateException if it has other bytes than those that were asked for */
    private ResponseInputStream<GetObjectResponse> open(Video video, Part part) {
        ResponseInputStream<GetObjectResponse> content = s3.get()
                .getObject(GetObjectRequest.builder()
                        .bucket(video.bucket())
                        .key(video.key())
                        .range("bytes=" + part.first() + "-" + part.last())
                        .overrideConfiguration(call -> call.apiCallTimeout(longestOpening))
                        .build());
        GetObjectResponse head = content.response();
        String range = "bytes " + part.first() + "-" + part.last() + "/" + video.bytes();
        boolean whole = part.length() == video.bytes() && head.contentRange() == null;
        if (head.contentLength() == null
                || head.contentLength() != part.length()
                || !whole && !range.equals(head.contentRange())) {
            content.abort();
            throw new IllegalStateException("asked for " + range + ", the bucket gives " + head.contentRange() + " of "
                    + head.contentLength() + " bytes");
        }
        return content;
    }

    /** One that is read. */
    private final class OpenVideo implements ConsoleAnswer.Stream {

        private final ResponseInputStream<GetObjectResponse> content;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private final Caller caller;
        private long left;

        private OpenVideo(ResponseInputStream<GetObjectResponse> content, long length, Caller caller) {
            this.content = content;
            this.left = length;
            this.caller = caller;
        }

        @Override
        public void begin(StreamedAnswer to) {
            to.onClose(this::abandon);
            next(to);
        }

        /** A thread may be reading: the rest of the bytes is not waited for. */
        @Override
        public void abandon() {
            if (held.getAndSet(false)) {
                content.abort();
                open.release();
            }
        }

        private void next(StreamedAnswer to) {
            workers.executeBlocking(this::read, false)
                    .onSuccess(part -> {
                        if (part.length() == 0) {
                            to.end();
                        } else if (!to.isClosed()) {
                            write(to, part);
                        }
                    })
                    .onFailure(broken -> to.close());
        }

        /** Who takes it byte by byte holds a connection to the bucket that others wait for. */
        private void write(StreamedAnswer to, Buffer part) {
            long timer = vertx.setTimer(longestPart.toMillis(), late -> {
                abandon();
                to.close();
            });
            to.write(part).onComplete(taken -> vertx.cancelTimer(timer)).onSuccess(taken -> next(to));
        }

        /** @throws IOException if its reader has logged out, or the bucket has less than it said */
        private Buffer read() throws IOException {
            if (!caller.isLoggedIn().getAsBoolean()) {
                throw new IOException("the login has ended");
            }
            byte[] part = content.readNBytes((int) Math.min(PART, left));
            left -= part.length;
            if (part.length == 0 && left > 0) {
                throw new IOException("the bucket has fewer bytes than it said");
            }
            return Buffer.buffer(part);
        }
    }
}
