package dev.viduroutes.delivery;

import dev.viduroutes.http.AbortableSdkHttpClient;
import dev.viduroutes.http.SdkHttpClients;
import dev.viduroutes.network.Network;
import dev.viduroutes.settings.S3Settings;
import dev.viduroutes.settings.Settings;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;

/** The S3 client that the settings ask for: AWS with its usual credentials, or another server. */
final class S3Clients {

    private S3Clients() {}

    static S3Client create(S3Settings s3, AbortableSdkHttpClient http) {
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(s3.region()))
                .credentialsProvider(credentials(s3))
                .httpClient(http)
                // What Checksums sends is enough, and understood by other servers than AWS.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .overrideConfiguration(calls -> calls.addExecutionInterceptor(new ErrorBodyInterceptor())
                        .apiCallTimeout(s3.timeouts().call())
                        .apiCallAttemptTimeout(s3.timeouts().call()));
        s3.endpoint()
                .ifPresent(endpoint -> client.endpointOverride(endpoint)
                        .forcePathStyle(true)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED));
        s3.pathStyle().ifPresent(client::forcePathStyle);
        return client.build();
    }

    /**
     * The SDK's deprecated Apache client, since it is the one that comes with every Camel from 4.14 on. Each delivery may
     * hold a connection, and a check another one.
     */
    static SdkHttpClient http(Settings settings, Network network) {
        return http(
                settings,
                network,
                settings.delivery().parallel() + settings.process().threads());
    }

    @SuppressWarnings("deprecation")
    static SdkHttpClient http(Settings settings, Network network, int most) {
        ApacheHttpClient.Builder client = ApacheHttpClient.builder()
                .connectionTimeout(settings.s3().timeouts().connect())
                .socketTimeout(settings.s3().timeouts().response())
                .connectionAcquisitionTimeout(settings.s3().timeouts().connect())
                .maxConnections(most);
        return SdkHttpClients.create(client, AttributeMap.empty(), network);
    }

    private static AwsCredentialsProvider credentials(S3Settings s3) {
        return s3.accessKey().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(s3.accessKey(), s3.secretKey()));
    }
}
