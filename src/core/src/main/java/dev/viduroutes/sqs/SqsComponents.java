package dev.viduroutes.sqs;

import dev.viduroutes.host.ContextShutdown;
import dev.viduroutes.http.SdkHttpClients;
import dev.viduroutes.network.Network;
import dev.viduroutes.outage.IntakeWatchdog;
import dev.viduroutes.settings.SqsSettings;
import java.net.URI;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.aws2.sqs.Sqs2Component;
import org.apache.camel.component.aws2.sqs.Sqs2Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The Camel component of the SQS intake, which outcomes and dead letters may use, too. */
final class SqsComponents {

    /** The longest that SQS lets a question wait for a message. */
    private static final int LONGEST_WAIT_SECONDS = 20;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private SqsComponents() {}

    /** @return a component that is not started yet, for queues at the host of the intake's queue */
    static Component create(
            CamelContext context, SqsSettings settings, Network network, IntakeWatchdog watch, SqsShutdown pause) {
        SqsClient client = client(settings, network, new SqsOutageInterceptor(settings, watch), pause);
        Sqs2Configuration configuration = new Sqs2Configuration();
        configuration.setAmazonSQSClient(client);
        configuration.setVisibilityTimeout(Math.toIntExact(settings.visibility().toSeconds()));
        configuration.setExtendMessageVisibility(true);
        configuration.setWaitTimeSeconds(LONGEST_WAIT_SECONDS);
        configuration.setAttributeNames("All");
        configuration.setMessageAttributeNames("All");
        Sqs2Component component = new Sqs2Component(context);
        component.setConfiguration(configuration);
        ContextShutdown.closes(context, client);
        return component;
    }

    /** @return the client of the component that was made here */
    static SqsClient client(CamelContext context) {
        return context.getComponent("vidu-sqs", Sqs2Component.class)
                .getConfiguration()
                .getAmazonSQSClient();
    }

    private static SqsClient client(
            SqsSettings settings, Network network, SqsOutageInterceptor watch, SqsShutdown pause) {
        URI queue = settings.queueUrl();
        return SqsClient.builder()
                .region(Region.of(settings.region()))
                .endpointOverride(URI.create(queue.getScheme() + "://" + queue.getAuthority()))
                .credentialsProvider(credentials(settings))
                .httpClientBuilder(defaults -> pause.watched(SdkHttpClients.create(http(settings), defaults, network)))
                .overrideConfiguration(calls -> calls.addExecutionInterceptor(watch)
                        .apiCallTimeout(settings.callTimeout())
                        .apiCallAttemptTimeout(settings.callTimeout()))
                .build();
    }

    /** The SDK's deprecated Apache client, since it is the one that comes with every Camel from 4.14 on. */
    @SuppressWarnings("deprecation")
    private static ApacheHttpClient.Builder http(SqsSettings settings) {
        return ApacheHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(settings.callTimeout());
    }

    private static AwsCredentialsProvider credentials(SqsSettings settings) {
        return settings.accessKey().isEmpty()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    }
}
