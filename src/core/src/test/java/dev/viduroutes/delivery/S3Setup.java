package dev.viduroutes.delivery;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.network.Network;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The way to a bucket as the settings make it, without routes. */
final class S3Setup implements AutoCloseable {

    static final byte[] CONTENT = "a small video".repeat(1_000).getBytes(StandardCharsets.UTF_8);

    final CamelContext context;
    final Settings settings;
    final VideoStore store;

    private S3Setup(CamelContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
        this.store = VideoStore.of(settings, new HostBeans(context), Network.of(settings));
        context.getRegistry().bind("viduStore", store);
    }

    /** @param more {@code key, value, key, value, …} */
    static S3Setup at(URI endpoint, String... more) {
        List<String> values = new ArrayList<>(List.of("vidu.s3.endpoint", endpoint.toString()));
        values.addAll(List.of(more));
        return of(values.toArray(String[]::new));
    }

    /** Where the SDK finds the server, or AWS. */
    static S3Setup of(String... more) {
        List<String> values = new ArrayList<>(List.of("vidu.s3.access-key", "a", "vidu.s3.secret-key", "s"));
        values.addAll(List.of(more));
        return hosted(new DefaultCamelContext(), values.toArray(String[]::new));
    }

    /** In a context that may bring a client of its own. */
    static S3Setup hosted(CamelContext host, String... values) {
        return new S3Setup(host, TestSettings.with(values));
    }

    S3Client client() {
        return store.client();
    }

    void put() {
        PutObjectRequest put = PutObjectRequest.builder()
                .bucket(settings.s3().bucket())
                .key("videos/1.mp4")
                .build();
        client().putObject(put, RequestBody.fromBytes(CONTENT));
    }

    void check() {
        BucketCheck.check(context, settings);
    }

    @Override
    public void close() {
        store.close();
    }
}
