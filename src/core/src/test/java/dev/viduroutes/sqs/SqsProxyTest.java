package dev.viduroutes.sqs;

import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;

/** The base of tests whose calls to the queues pass a proxy that can be broken. */
abstract class SqsProxyTest extends SqsTest {

    protected SqsProxy proxy;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        try {
            proxy = SqsProxy.to(server);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        settings.setProperty("vidu.intake.sqs.visibility", "2s");
        settings.setProperty("vidu.intake.sqs.queue-url", proxy.url(requests));
        settings.setProperty("vidu.outcome.uri", "vidu-sqs:outcomes?queueUrl=" + proxy.url(outcomes));
        settings.setProperty("vidu.dead-letter.uri", "vidu-sqs:dead?queueUrl=" + proxy.url(dead));
    }

    @AfterEach
    void closeLine() {
        context.stop();
        proxy.close();
    }
}
