package dev.viduroutes.jms;

/** Dead letters of a queue of ActiveMQ Classic, on their way back. */
class ClassicReplayTest extends QueueReplayTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
