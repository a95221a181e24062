package dev.viduroutes.jms;

import dev.viduroutes.fixture.PerProcess;

/** Requests from a queue of ActiveMQ Classic, and what their senders hear of them. */
class ClassicIntakeTest extends JmsIntakeTest {

    static final PerProcess<ClassicBroker> CLASSIC = ClassicBroker.perProcess(USER, PASSWORD);

    @Override
    protected QueueBroker broker() {
        return CLASSIC.get();
    }
}
