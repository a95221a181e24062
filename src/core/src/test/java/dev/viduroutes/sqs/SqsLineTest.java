package dev.viduroutes.sqs;

import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;

/** The base of tests whose calls to the queues pass a line that can be broken. */
abstract class SqsLineTest extends SqsTest {

    protected SqsLine line;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        try {
            line = SqsLine.to(server);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        settings.setProperty("vidu.intake.sqs.visibility", "2s");
        settings.setProperty("vidu.intake.sqs.queue-url", line.url(requests));
        settings.setProperty("vidu.outcome.uri", "vidu-sqs:outcomes?queueUrl=" + line.url(outcomes));
        settings.setProperty("vidu.dead-letter.uri", "vidu-sqs:dead?queueUrl=" + line.url(dead));
    }

    @AfterEach
    void closeLine() {
        context.stop();
        line.close();
    }
}
