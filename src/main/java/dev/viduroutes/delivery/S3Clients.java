package dev.viduroutes.delivery;

import dev.viduroutes.settings.S3Settings;
import dev.viduroutes.settings.Settings;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The S3 client that the settings ask for: AWS with its usual credentials, or another server in path style. */
final class S3Clients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);

    private S3Clients() {}

    /** With the SDK's deprecated Apache client, since it is the one that comes with every Camel from 4.14 on. */
    @SuppressWarnings("deprecation")
    static S3Client create(Settings settings) {
        S3Settings s3 = settings.s3();
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(s3.region()))
                .credentialsProvider(credentials(s3))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SOCKET_TIMEOUT)
                        .maxConnections(settings.process().threads()));
        s3.endpoint().ifPresent(endpoint -> addressOtherServer(client, endpoint));
        return client.build();
    }

    /** Servers other than AWS often know neither the newer checksums nor buckets as host names. */
    private static void addressOtherServer(S3ClientBuilder client, URI endpoint) {
        client.endpointOverride(endpoint)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    }

    private static AwsCredentialsProvider credentials(S3Settings s3) {
        return s3.accessKey().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey()));
    }
}
