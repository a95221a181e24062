package dev.viduroutes.bench;

import jakarta.jms.ConnectionFactory;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.jms.connection.CachingConnectionFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The least that makes a message's video with Camel: submit, ask, fetch, put, and Camel's own reply. No journal, no
 * checks, no limits, no retries, and the video in memory. Its consumers, connections and S3 client are as many as the
 * gateway's.
 */
final class BareQueue implements AutoCloseable {

    private static final String ROUTE = """
            - route:
                from:
                  uri: "jms:queue:{{vidu.intake.jms.queue}}"
                  parameters:
                    concurrentConsumers: "{{vidu.intake.jms.consumers}}"
                    cacheLevelName: CACHE_CONSUMER
                    transacted: "{{transacted}}"
                    lazyCreateTransactionManager: false
                  steps:
                    - removeHeaders: {pattern: "*"}
                    - setHeader: {name: Authorization, constant: {expression: "Bearer {{key}}"}}
                    - setHeader: {name: Content-Type, constant: {expression: application/json}}
                    - to: "{{vidu.api.base-url}}/api/v1/generateTask/vidu-q3?httpMethod=POST&{{connections}}"
                    - unmarshal: {json: {}}
                    - setVariable: {name: task, simple: {expression: "${body[data][taskId]}"}}
                    - setVariable: {name: state, constant: {expression: pending}}
                    - loop:
                        doWhile: true
                        simple: {expression: "${variable.state} != 'success'"}
                        steps:
                          - removeHeaders: {pattern: "*"}
                          - setHeader: {name: Authorization, constant: {expression: "Bearer {{key}}"}}
                          - setHeader: {name: CamelHttpQuery, simple: {expression: "taskId=${variable.task}"}}
                          - to: "{{vidu.api.base-url}}/api/v1/statusTask/vidu-q3?httpMethod=GET&{{connections}}"
                          - unmarshal: {json: {}}
                          - setVariable: {name: state, simple: {expression: "${body[data][state]}"}}
                          - choice:
                              when:
                                - simple: {expression: "${variable.state} != 'success'"}
                                  steps:
                                    - delay: {asyncDelayed: false, constant: {expression: "10"}}
                    - setBody: {simple: {expression: "${body[data][resultJson]}"}}
                    - unmarshal: {json: {}}
                    - removeHeaders: {pattern: "*"}
                    - setHeader: {name: CamelHttpUri, simple: {expression: "${body[resultUrls][0]}"}}
                    - to: "http://result?httpMethod=GET&{{connections}}"
                    - convertBodyTo: {type: "byte[]"}
                    - removeHeaders: {pattern: "*"}
                    - setHeader: {name: CamelAwsS3Key, simple: {expression: "bare/${variable.task}.mp4"}}
                    - to: "aws2-s3:{{vidu.s3.bucket}}?amazonS3Client=#s3"
                    - removeHeaders: {pattern: "*"}
                    - setBody: {simple: {expression: '{"task_id": "${variable.task}", "state": "STORED"}'}}
            """;

    private final CamelContext context = new DefaultCamelContext();
    private final CachingConnectionFactory sending;

    /** @param settings the gateway's, and {@code transacted} */
    BareQueue(Map<String, String> settings) throws Exception {
        String consumers = settings.get("vidu.intake.jms.consumers");
        Properties values = new Properties();
        values.putAll(settings);
        values.setProperty("key", Workload.KEY);
        values.setProperty("connections", "connectionsPerRoute=" + consumers);
        context.getPropertiesComponent().setOverrideProperties(values);
        ActiveMQConnectionFactory broker = broker(settings);
        sending = new CachingConnectionFactory((ConnectionFactory) broker);
        sending.setSessionCacheSize(Integer.parseInt(consumers));
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(broker);
        jms.setTemplateConnectionFactory(sending);
        context.addComponent("jms", jms);
        context.getRegistry().bind("s3", s3(settings, Integer.parseInt(consumers)));
        context.getShutdownStrategy().setTimeout(10);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("bare.yaml", ROUTE));
        context.start();
    }

    private static ActiveMQConnectionFactory broker(Map<String, String> settings) {
        ActiveMQConnectionFactory broker = new ActiveMQConnectionFactory(
                settings.get("vidu.intake.jms.url"),
                settings.get("vidu.intake.jms.user"),
                settings.get("vidu.intake.jms.password"));
        // With prefetch, one of the consumers would have all messages.
        broker.setConsumerWindowSize(0);
        return broker;
    }

    @SuppressWarnings("deprecation") // as the client of the routes
    private static S3Client s3(Map<String, String> settings, int connections) {
        return S3Client.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create(settings.get("vidu.s3.endpoint")))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(Workload.KEY, Workload.KEY)))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(connections))
                .build();
    }

    @Override
    public void close() {
        context.stop();
        sending.destroy();
    }
}
