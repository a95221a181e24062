package dev.viduroutes.jms;

/** Dead letters of messages of ActiveMQ Classic in the folder. */
class ClassicFolderDeadLetterTest extends FolderDeadLetterTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }
}
