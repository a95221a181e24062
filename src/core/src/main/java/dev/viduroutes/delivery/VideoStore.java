package dev.viduroutes.delivery;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.http.AbortableSdkHttpClient;
import dev.viduroutes.lifecycle.StopListener;
import dev.viduroutes.network.Network;
import dev.viduroutes.settings.S3ObjectSettings.Checksum;
import dev.viduroutes.settings.S3Settings;
import dev.viduroutes.settings.Settings;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The way to the bucket. The client is not a bean by itself: Camel gives a single {@link S3Client} of the registry to
 * every S3 component that has none, the host's too.
 */
public final class VideoStore implements StopListener, AutoCloseable {

    /** What is nearly done at a stop may end; what is broken off is stored after the next start. */
    private static final long GRACE_MILLIS = 500;

    private final S3Client client;
    private final Optional<AbortableSdkHttpClient> own;
    private final String place;

    private VideoStore(S3Client client, Optional<AbortableSdkHttpClient> own, String place) {
        this.client = client;
        this.own = own;
        this.place = place;
    }

    /**
     * Uses the host's client: {@code viduS3Client}, or its only one unless the settings name a server or credentials.
     * Else makes one of its own.
     */
    public static VideoStore of(Settings settings, HostBeans host, Network network) {
        return hosts(settings, host)
                .map(client -> ofHost(settings.s3(), client))
                .orElseGet(() -> own(settings, S3Clients.http(settings, network)));
    }

    private static Optional<S3Client> hosts(Settings settings, HostBeans host) {
        boolean chosen = settings.s3().endpoint().isPresent()
                || !settings.s3().accessKey().isEmpty();
        return chosen ? host.named("viduS3Client", S3Client.class) : host.namedOrOnly("viduS3Client", S3Client.class);
    }

    /**
     * For who reads videos as slowly as they like, and must take no connection that a delivery needs: connections of its own, unless
     * the client is the host's.
     *
     * @param most connections
     */
    public static VideoStore ofReaders(Settings settings, HostBeans host, Network network, int most) {
        return hosts(settings, host)
                .map(client -> ofHost(settings.s3(), client))
                .orElseGet(() -> own(settings, S3Clients.http(settings, network, most)));
    }

    /** What a host's client does about checksums is the host's business, until the server demands one. */
    private static VideoStore ofHost(S3Settings s3, S3Client client) {
        Checksums checksums = new Checksums(s3.objects().checksum(), Checksum.NONE);
        return new VideoStore(new ConfiguredS3Client(client, s3, checksums), Optional.empty(), "a client of the host");
    }

    private static VideoStore own(Settings settings, SdkHttpClient connections) {
        S3Settings s3 = settings.s3();
        AbortableSdkHttpClient http = new AbortableSdkHttpClient(connections);
        S3Client client = S3Clients.create(s3, http);
        // The environment and AWS's own files may name a server, too.
        Optional<URI> server = client.serviceClientConfiguration().endpointOverride();
        Checksums checksums =
                new Checksums(s3.objects().checksum(), server.isPresent() ? Checksum.NONE : Checksum.CRC32);
        return new VideoStore(
                new ConfiguredS3Client(client, s3, checksums),
                Optional.of(http),
                server.map(VideoStore::shown).orElse("AWS " + s3.region()));
    }

    private static String shown(URI server) {
        String port = server.getPort() < 0 ? "" : ":" + server.getPort();
        return server.getScheme() + "://" + server.getHost() + port + server.getPath();
    }

    /** An instance of its own, so that a host's S3 settings change nothing here. */
    public static AWS2S3Component component(VideoStore store) {
        AWS2S3Component component = new AWS2S3Component();
        component.setAutowiredEnabled(false);
        component.getConfiguration().setAmazonS3Client(store.client);
        return component;
    }

    public S3Client client() {
        return client;
    }

    /**
     * @param elsewhere the server under another address; empty for the one of the client
     * @return what signs links as the client signs its calls
     */
    public S3Presigner presigner(S3Settings s3, Optional<URI> elsewhere) {
        S3ServiceClientConfiguration calls = client.serviceClientConfiguration();
        Optional<URI> server = elsewhere.or(calls::endpointOverride);
        S3Presigner.Builder links = S3Presigner.builder()
                .region(calls.region())
                .credentialsProvider(calls.credentialsProvider())
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(s3.pathStyle().orElse(server.isPresent()))
                        .build());
        server.ifPresent(links::endpointOverride);
        return links.build();
    }

    /** @return the server that has the bucket, for people */
    public String place() {
        return place;
    }

    /** @return whether the settings made the client, so that what they say of region and server is what counts */
    boolean isOwn() {
        return own.isPresent();
    }

    /** Nothing else ends a call to a server that hangs: its thread would be waited for. */
    @Override
    public void afterWaitsEnded(CamelContext context) {
        own.ifPresent(calls -> CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(calls::end));
    }

    /** A client of the host stays open. */
    @Override
    public void close() {
        if (own.isPresent()) {
            client.close();
            own.get().close();
        }
    }
}
