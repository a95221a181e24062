package dev.viduroutes.crash;

import dev.viduroutes.jms.ClassicBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** Two processes on one queue of ActiveMQ Classic. */
class SharedClassicIT extends SharedQueueSuite {

    private ClassicBroker broker;

    @Override
    MessageTraffic connect(Path folder) {
        broker = ClassicBroker.start(folder, JmsTraffic.USER, JmsTraffic.PASSWORD);
        return new ClassicTraffic(broker);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }
}
