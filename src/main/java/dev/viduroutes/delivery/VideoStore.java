package dev.viduroutes.delivery;

import dev.viduroutes.host.Host;
import dev.viduroutes.settings.Settings;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The way to the bucket. The client is not a bean by itself: Camel gives a single {@link S3Client} of the registry to
 * every S3 component that has none, the host's too.
 */
public final class VideoStore implements AutoCloseable {

    private final S3Client client;
    private final boolean own;

    private VideoStore(S3Client client, boolean own) {
        this.client = client;
        this.own = own;
    }

    /**
     * Uses the host's client: {@code viduS3Client}, or its only one unless the settings name a server or credentials.
     * Else makes one of its own.
     */
    public static VideoStore of(Settings settings, Host host) {
        boolean chosen = settings.s3().endpoint().isPresent()
                || !settings.s3().accessKey().isEmpty();
        return (chosen ? host.named("viduS3Client", S3Client.class) : host.namedOrOnly("viduS3Client", S3Client.class))
                .map(client -> new VideoStore(client, false))
                .orElseGet(() -> new VideoStore(S3Clients.create(settings), true));
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

    /** A client of the host stays open. */
    @Override
    public void close() {
        if (own) {
            client.close();
        }
    }
}
