package dev.viduroutes.jms;

/** Messages whose senders switched ids off, which ActiveMQ Classic does not let them. */
class ClassicMessageWithoutIdTest extends MessageWithoutIdTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
