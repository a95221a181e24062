package dev.viduroutes.crash;

import dev.viduroutes.sandbox.SandboxBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Two processes on one JMS queue. */
class SharedQueueIT extends SharedQueueSuite {

    private SandboxBroker broker;

    @Override
    MessageTraffic connect(Path folder) {
        broker = SandboxBroker.start(folder, QueueTraffic.USER, QueueTraffic.PASSWORD, Map.of());
        return new QueueTraffic(broker);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }
}
