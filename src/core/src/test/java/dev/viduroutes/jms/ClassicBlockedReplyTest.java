package dev.viduroutes.jms;

/** A sender whose queue of replies is full, at ActiveMQ Classic, which makes senders wait. */
class ClassicBlockedReplyTest extends BlockedReplyTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
