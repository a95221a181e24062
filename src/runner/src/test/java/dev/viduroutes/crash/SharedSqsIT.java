package dev.viduroutes.crash;

import dev.viduroutes.sqs.SqsServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** Two processes on one SQS queue. */
class SharedSqsIT extends SharedQueueSuite {

    private final SqsServer server = SqsServer.start();

    @Override
    MessageTraffic connect(Path folder) throws IOException {
        return new SqsTraffic(server);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }
}
