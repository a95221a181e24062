package dev.viduroutes.jms;

/** Outcomes and dead letters of messages of ActiveMQ Classic that go to routes of a host. */
class ClassicHostRouteTest extends HostRouteTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
