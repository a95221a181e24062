package dev.viduroutes.jms;

/** A queue of outcomes that is full, at ActiveMQ Classic. */
class ClassicBlockedOutcomeTest extends BlockedOutcomeTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
