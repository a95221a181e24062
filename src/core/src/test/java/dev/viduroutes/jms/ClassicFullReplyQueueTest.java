package dev.viduroutes.jms;

/** What one full queue of replies may hold up, at ActiveMQ Classic. */
class ClassicFullReplyQueueTest extends FullReplyQueueTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
