package dev.viduroutes.crash;

import dev.viduroutes.sqs.SqsServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link MessageCrash} with an SQS queue: each point once, and some random ones. */
class SqsCrashIT {

    @TempDir
    private Path home;

    @TempDir
    private Path storage;

    @Test
    void noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        try (SqsServer server = SqsServer.start()) {
            new MessageCrash(home, storage, new SqsTraffic(server), 40, 13)
                    .noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies();
        }
    }
}
