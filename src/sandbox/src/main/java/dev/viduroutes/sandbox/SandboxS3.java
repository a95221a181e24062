package dev.viduroutes.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * A real S3 server on a local folder, for trying and testing.
 *
 * <p>It listens on 127.0.0.1 only, speaks plain HTTP and path style, and checks signatures (version 4). An object is a
 * plain file at {@code folder/bucket/key}, so that its owner can open the video. Content type and user metadata live in
 * the file's extended attributes: a file system without those keeps the object and forgets them.
 *
 * <p>{@link #stop()} and {@link #restart()} make an outage: same port, same objects.
 */
public final class SandboxS3 implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    /** S3's own rule; it also keeps the bucket inside the folder. */
    private static final Pattern BUCKET_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    private final Path folder;
    private final String bucket;
    private final String accessKey;
    private final String secretKey;
    private S3Proxy server;
    private int port;

    private SandboxS3(Path folder, String bucket, int port, String accessKey, String secretKey) {
        this.folder = folder.toAbsolutePath().normalize();
        this.bucket = bucket;
        this.port = port;
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /**
     * Starts the server, and makes the folder and the bucket where they are missing.
     *
     * @param folder where the objects are kept
     * @param bucket 3 to 63 lower-case letters, digits and hyphens
     * @param port 0 to 65535; 0 takes a free one
     * @param accessKey what clients sign with; not empty
     * @param secretKey what clients sign with; not empty
     */
    public static SandboxS3 start(Path folder, String bucket, int port, String accessKey, String secretKey) {
        checkBucketName(bucket);
        if (accessKey.isBlank() || secretKey.isBlank()) {
            throw new IllegalArgumentException("access key or secret key is empty; the sandbox S3 server needs both");
        }
        SandboxS3 s3 = new SandboxS3(folder, bucket, port, accessKey, secretKey);
        s3.makeBucket();
        s3.restart();
        return s3;
    }

    /** Where clients connect, for example {@code http://127.0.0.1:9090}; the same for the life of this object. */
    public synchronized URI endpoint() {
        return URI.create("http://" + HOST + ":" + port);
    }

    /** The name of the bucket that exists from the start. */
    public String bucket() {
        return bucket;
    }

    /** The absolute folder that holds one folder for each bucket. */
    public Path folder() {
        return folder;
    }

    /** Cuts every connection and refuses new ones; the objects stay. Does nothing when the server is down. */
    public synchronized void stop() {
        if (server != null) {
            stop(server);
            server = null;
        }
    }

    /** Serves again, on the same port. Does nothing when the server is up. */
    public synchronized void restart() {
        if (server == null) {
            server = listen();
            port = server.getPort();
        }
    }

    @Override
    public void close() {
        stop();
    }

    static void checkBucketName(String bucket) {
        if (!BUCKET_NAME.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "bucket is '" + bucket + "'; it must be 3 to 63 lower-case letters, digits and hyphens");
        }
    }

    private void makeBucket() {
        try {
            Files.createDirectories(folder.resolve(bucket));
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox S3 server cannot make the folder of its bucket", e);
        }
    }

    private S3Proxy listen() {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(endpoint())
                .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
                // An outage cuts requests in flight; the default would wait for them for 30 seconds.
                .stopTimeout(0)
                .build();
        try {
            proxy.start();
            return proxy;
        } catch (Exception e) {
            stop(proxy);
            throw new IllegalStateException("the sandbox S3 server cannot listen on " + HOST + ":" + port, e);
        }
    }

    private static void stop(S3Proxy proxy) {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the sandbox S3 server does not stop", e);
        }
    }
}
