package dev.viduroutes.jms;

/** Messages that are too long, at ActiveMQ Classic, whose client holds them whole. */
class ClassicLargeMessageTest extends LargeMessageTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
