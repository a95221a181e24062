package dev.viduroutes.crash;

import dev.viduroutes.jms.RabbitServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;

/** Two processes on one queue of RabbitMQ. */
class SharedRabbitIT extends SharedQueueSuite {

    private RabbitServer broker;

    @Override
    MessageTraffic connect(Path folder) throws IOException, TimeoutException {
        broker = RabbitServer.start(folder, RabbitTraffic.USER, RabbitTraffic.PASSWORD);
        return new RabbitTraffic(broker);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }
}
