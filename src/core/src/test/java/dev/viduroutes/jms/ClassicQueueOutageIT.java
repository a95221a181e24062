package dev.viduroutes.jms;

/** A stop, and an ActiveMQ Classic that goes away. */
class ClassicQueueOutageIT extends QueueOutageIT {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
